grant usage on schema private to reporting;
grant select on all tables in schema private to reporting;
comment on table private.audit is 'Who did what; "nobody" where no caller is known.';
