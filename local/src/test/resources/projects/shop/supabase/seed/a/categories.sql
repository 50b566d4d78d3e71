insert into categories (name, path) values ('Books', 'books'), ('Music', 'music');
