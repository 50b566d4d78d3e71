select n.nspname as schema, p.proname as name, obj_description(p.oid, 'pg_proc') as description,
    case when p.proargmodes is null then p.proargnames else (
        select array_agg(p.proargnames[m.position] order by m.position)
        from unnest(p.proargmodes) with ordinality m (mode, position)
        where m.mode in ('i', 'b', 'v')) end as names,
    (select array_agg(format_type(t.id, null) order by t.position)
        from unnest(p.proargtypes) with ordinality t (id, position)) as types,
    p.pronargdefaults as defaults, p.provariadic <> 0 as is_variadic, p.provolatile as volatility,
    array(select setting from unnest(p.proconfig) setting
        where split_part(setting, '=', 1) in ('statement_timeout', 'default_transaction_isolation')) as settings,
    p.proretset as returns_set, p.prorows as rows, rt.typname = 'void' as returns_void,
    rt.typtype = 'c' or coalesce(p.proargmodes && array['o', 'b', 't']::"char"[], false) as is_composite,
    coalesce(rc.relkind <> 'c', false) as returns_rows, rc.relname as returns_name, rn.nspname as returns_schema,
    ac.relname as argument_name, an.nspname as argument_schema
from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    join pg_type rt on rt.oid = p.prorettype
    left join pg_class rc on rc.oid = rt.typrelid
    left join pg_namespace rn on rn.oid = rc.relnamespace
    left join pg_type at on p.pronargs = 1 and at.oid = p.proargtypes[0]
    left join pg_class ac on ac.oid = at.typrelid and ac.relkind <> 'c'
    left join pg_namespace an on an.oid = ac.relnamespace
where p.prokind = 'f' and n.nspname = any (?) and rt.typname not in ('trigger', 'event_trigger')
order by n.nspname, p.proname, p.oid
