create table public.memberships (
    organisation_id uuid not null references public.organisations on delete cascade,
    user_id uuid not null references auth.users on delete cascade default auth.uid(),
    role public.member_role not null default 'member',
    created_at timestamptz not null default now(),
    primary key (organisation_id, user_id)
);
alter table public.memberships enable row level security;
create index memberships_user_id on public.memberships (user_id);
