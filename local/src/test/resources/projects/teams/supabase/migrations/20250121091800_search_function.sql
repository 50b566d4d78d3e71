create function public.search_tasks(words text, most integer default 20) returns setof public.tasks language sql stable as $$
    select * from public.tasks where search @@ websearch_to_tsquery('english', words)
    order by ts_rank(search, websearch_to_tsquery('english', words)) desc limit most
$$;
