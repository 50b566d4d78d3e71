-- Every table and view that a request may meet: also those outside the exposed schemas, which views and keys lead over.
select c.oid as id, n.nspname as schema, c.relname as name, c.relkind in ('v', 'm') as is_view,
    obj_description(c.oid, 'pg_class') as description,
    case when c.relkind in ('r', 'p') then 28
        when c.relkind in ('v', 'f') then pg_relation_is_updatable(c.oid, true) else 0 end as commands,
    a.columns, a.numbers, a.types, a.nullable, a.defaults, a.descriptions, a.labels,
    (select array_agg(k.attname::text order by array_position(i.indkey::int2[], k.attnum))
        from pg_index i join pg_attribute k on k.attrelid = c.oid and k.attnum = any (i.indkey)
        where i.indrelid = c.oid and i.indisprimary) as primary_key
from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (
        select array_agg(a.attname::text order by a.attnum) as columns,
            array_agg(a.attnum::text order by a.attnum) as numbers,
            array_agg(format_type(a.atttypid, a.atttypmod) order by a.attnum) as types,
            array_agg((not a.attnotnull)::text order by a.attnum) as nullable,
            array_agg(case
                when a.attidentity = 'd'
                    -- pg_get_serial_sequence would want the right to look into the schema.
                    then (select format('nextval(%L)', format('%I.%I', sn.nspname, s.relname))
                        from pg_depend o
                            join pg_class s on s.oid = o.objid and s.relkind = 'S'
                            join pg_namespace sn on sn.oid = s.relnamespace
                        where o.refclassid = 'pg_class'::regclass and o.refobjid = a.attrelid
                            and o.refobjsubid = a.attnum and o.deptype = 'i')
                when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end order by a.attnum) as defaults,
            array_agg(col_description(c.oid, a.attnum) order by a.attnum) as descriptions,
            array_agg((select string_agg(e.enumlabel, E'\n' order by e.enumsortorder)
                from pg_enum e where e.enumtypid = a.atttypid) order by a.attnum) as labels
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) a
where c.relkind in ('r', 'v', 'm', 'f', 'p')
    and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
    and not pg_is_other_temp_schema(n.oid)
order by n.nspname, c.relname
