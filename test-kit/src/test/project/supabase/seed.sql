insert into notes (body) values ('seeded');
