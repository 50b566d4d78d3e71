insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('pictures', 'pictures', true, 5242880, array['image/png', 'image/jpeg']);
create policy "sellers upload" on storage.objects for insert to authenticated with check (
    bucket_id = 'pictures' and storage.extension(name) in ('png', 'jpg')
    and exists (select 1 from public.sellers where owner = auth.uid() and id::text = (storage.foldername(name))[1]));
