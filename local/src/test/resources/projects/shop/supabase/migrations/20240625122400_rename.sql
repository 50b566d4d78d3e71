alter table sellers rename column about to description;
alter table sellers add column slug text generated always as (lower(replace(name, ' ', '-'))) stored;
