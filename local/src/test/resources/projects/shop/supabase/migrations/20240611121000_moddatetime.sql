create trigger touched before update on products for each row execute procedure extensions.moddatetime (updated_at);
