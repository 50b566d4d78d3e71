create table public.invitations (
    id uuid primary key default gen_random_uuid(),
    organisation_id uuid not null references public.organisations on delete cascade,
    email citext not null,
    token text not null default encode(extensions.gen_random_bytes(16), 'hex'),
    role public.member_role not null default 'member',
    expires_at timestamptz not null default now() + interval '7 days',
    unique (organisation_id, email)
);
alter table public.invitations enable row level security;
create policy "Admins see invitations" on public.invitations to authenticated
    using (private.has_role(organisation_id, '{owner,admin}'));
create policy "Invited people see theirs" on public.invitations for select to authenticated
    using (email = (select auth.email()));
