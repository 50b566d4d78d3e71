-- snippet login
create role app_api login noinherit password '…';
grant anon, authenticated to app_api;
-- end
