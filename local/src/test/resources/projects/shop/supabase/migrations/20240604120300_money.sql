create domain money_cents as bigint check (value >= 0);
create type currency as enum ('EUR', 'USD', 'GBP');
