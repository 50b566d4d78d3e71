-- What roles that requests may get are set to run with; "set role" alone does not apply it. A parameter that only a
-- superuser may set stays out, because the login role is none.
select r.rolname as role, split_part(s.setting, '=', 1) as name,
    substr(s.setting, strpos(s.setting, '=') + 1) as value
from pg_roles r
    cross join lateral unnest(r.rolconfig) s (setting)
    join pg_settings g on g.name = split_part(s.setting, '=', 1)
where pg_has_role(session_user, r.oid, 'member') and g.context = 'user' and g.name <> 'search_path'
