-- What a reporting tool logs in as.
create role reporting nologin;
alter role authenticated set statement_timeout = '10s';
