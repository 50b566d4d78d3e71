-- What is wrong with the row level security of the schemas in the parameter, an array of their names: what was found
-- (see Check), where, and the SQL that mends it. Reads catalogs that every role may read.
with exposed as (
    -- What callers may use at all. What extensions bring is their authors' business.
    select c.oid, c.relkind as kind, c.relrowsecurity as secured, c.reloptions as options,
           format('%I.%I', n.nspname, c.relname) as name
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any (?)
       and c.relkind in ('r', 'p', 'v', 'm')
       and (has_table_privilege('anon', c.oid, 'select, insert, update, delete')
            or has_table_privilege('authenticated', c.oid, 'select, insert, update, delete'))
       and not exists (
           select from pg_depend d
            where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
),
policy as (
    select t.oid, t.name as table_name, p.oid as policy, p.polname,
           pg_get_expr(p.polqual, p.polrelid) as visible,
           pg_get_expr(p.polwithcheck, p.polrelid) as writable
      from exposed t
      join pg_policy p on p.polrelid = t.oid
),
fault as (
    -- ( SELECT auth.uid() AS uid) is how Postgres writes a call that is asked once.
    select *,
           concat(visible, ' ', writable) ~ '(?<!SELECT \(*)(auth|deputy)\.(uid|jwt|role|email)\(\)' as unwrapped,
           concat(visible, ' ', writable) ~ '(?<!NULLIF\()current_setting\(''request\.' as unsafe
      from policy
),
mended as (
    select f.*,
           format('alter policy %I on %s', polname, table_name)
               || coalesce(' using (' || mend.visible || ')', '')
               || coalesce(' with check (' || mend.writable || ')', '') || ';' as mend
      from fault f
      cross join lateral (
          select max(mended) filter (where part = 1) as visible, max(mended) filter (where part = 2) as writable
            from (values (1, f.visible), (2, f.writable)) e (part, expression)
            cross join lateral regexp_replace(
                expression,
                '(?<!NULLIF\()current_setting\((''request\.[^'']*''::text)(, true)?\)',
                'nullif(current_setting(\1, true), '''')', 'g') as safe
            cross join lateral regexp_replace(
                safe,
                '(?<!SELECT \(*)((auth|deputy)\.(uid|jwt|role|email)\(\))',
                '(select \1)', 'g') as mended) mend
     where unwrapped or unsafe
)
select 'SERVER_VERSION', current_setting('server_version'), null
 where current_setting('server_version_num')::int < 150009
    or current_setting('server_version_num')::int between 160000 and 160004
    or current_setting('server_version_num')::int = 170000
union all
select 'TABLE_WITHOUT_ROW_LEVEL_SECURITY', name, format('alter table %s enable row level security;', name)
  from exposed
 where kind in ('r', 'p') and not secured
union all
select 'TABLE_WITHOUT_POLICY', name,
       case
           when exists (
               select from pg_attribute a
                where a.attrelid = t.oid and a.attname = 'user_id' and a.atttypid = 'uuid'::regtype)
           then format('create policy "only one''s own" on %s to authenticated'
                       ' using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);', name)
           else format('create policy "nobody" on %s using (false);', name)
       end
  from exposed t
 where kind in ('r', 'p') and secured
   and not exists (select from pg_policy p where p.polrelid = t.oid)
union all
select 'VIEW_AS_OWNER', name, format('alter view %s set (security_invoker = true);', name)
  from exposed t
 where kind = 'v'
   and not coalesce((
       select bool_or(o.option_value::boolean)
         from pg_options_to_table(t.options) o
        where o.option_name = 'security_invoker'), false)
union all
select 'MATERIALIZED_VIEW', name, format('revoke all on %s from anon, authenticated;', name)
  from exposed
 where kind = 'm'
union all
select 'UNWRAPPED_CALL', format('%I on %s', polname, table_name), mend
  from mended
 where unwrapped
union all
select 'UNSAFE_SETTING', format('%I on %s', polname, table_name), mend
  from mended
 where unsafe
union all
select 'MISSING_INDEX', format('%s (%I)', t.name, a.attname), format('create index on %s (%I);', t.name, a.attname)
  from exposed t
  join pg_attribute a on a.attrelid = t.oid and a.atttypid = 'uuid'::regtype
 where exists (
       select
         from policy p
         join pg_depend d
           on d.classid = 'pg_policy'::regclass and d.objid = p.policy
          and d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid and d.refobjsubid = a.attnum
        where p.oid = t.oid and p.visible ~ '\muid\(\)')
   and not exists (select from pg_index i where i.indrelid = t.oid and i.indkey[0] = a.attnum)
order by 1, 2
