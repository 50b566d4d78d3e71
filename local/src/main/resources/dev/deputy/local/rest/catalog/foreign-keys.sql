select f.conname as name, f.conrelid as from_id, f.confrelid as to_id, h.names as here, t.names as there,
    exists (
        select from pg_constraint u
        where u.conrelid = f.conrelid and u.contype in ('p', 'u')
            and u.conkey @> f.conkey and u.conkey <@ f.conkey) as is_unique
from pg_constraint f
    cross join lateral (
        select array_agg(a.attname::text order by k.position) as names
        from unnest(f.conkey) with ordinality k (number, position)
            join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.number) h
    cross join lateral (
        select array_agg(a.attname::text order by k.position) as names
        from unnest(f.confkey) with ordinality k (number, position)
            join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.number) t
where f.contype = 'f' and f.conparentid = 0
order by f.conrelid::regclass::text, f.conname
