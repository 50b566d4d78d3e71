create extension if not exists pgcrypto;
create extension if not exists moddatetime schema extensions;
create extension if not exists unaccent schema extensions;
create extension if not exists pg_cron;
create extension if not exists vector with schema extensions;
