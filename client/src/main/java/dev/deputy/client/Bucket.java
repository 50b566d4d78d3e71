package dev.deputy.client;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The files of a bucket, as somebody. Paths are {@code folder/file.png}; whatever characters they have, they stay inside of
 * the bucket. Immutable. All methods that ask throw {@link StorageException} when Storage refuses, fails or does not answer.
 */
public final class Bucket {

    private final Channel channel;
    private final String name;
    private final String bucket;

    Bucket(Channel channel, String name) {
        this.channel = channel;
        this.name = name;
        this.bucket = Addresses.segment(name);
    }

    /** Uploads a new file; one that is there already is replaced only by {@link Upload#upsert()}. */
    public Stored upload(String path, Upload upload) {
        return stored(path, put("POST", path, upload).header("x-upsert", Boolean.toString(upload.isUpsert())));
    }

    /** Replaces a file. */
    public Stored update(String path, Upload upload) {
        return stored(path, put("PUT", path, upload));
    }

    private Request put(String method, String path, Upload upload) {
        return upload.on(Request.of(Service.STORAGE, method, object("", tidy(path))), channel.json());
    }

    private Stored stored(String path, Request request) {
        Fields answer = Fields.of(Service.STORAGE, channel.send(request), channel);
        return new Stored(answer.text("Id"), tidy(path), answer.text("Key", name + "/" + tidy(path)));
    }

    /** Downloads a file as a stream. */
    public Download download(String path) {
        return new Download(channel.open(Request.of(Service.STORAGE, "GET", object("", path))));
    }

    /** As {@link #download(String)}, without waiting for the answer. */
    public CompletableFuture<Download> downloadAsync(String path) {
        return channel.openLater(Request.of(Service.STORAGE, "GET", object("", path)), Download::new);
    }

    /** Downloads an image, changed on its way. */
    public Download download(String path, Image image) {
        Request request = Request.of(Service.STORAGE, "GET", "/render/image/authenticated/" + inBucket(path));
        for (Map.Entry<String, Object> field : image.fields().entrySet()) {
            request = request.parameter(field.getKey(), field.getValue().toString());
        }
        HttpResponse<InputStream> response = channel.open(request);
        return new Download(response);
    }

    /** What is in a folder; the bucket's top is {@code ""}. */
    public List<FileInfo> list(String folder) {
        return list(folder, Listing.standard());
    }

    /** As {@link #list(String)}, as much of it and in the order as it is said. */
    public List<FileInfo> list(String folder, Listing listing) {
        Request request = post("/object/list/" + bucket, listing.fields(folder));
        return Fields.list(Service.STORAGE, channel.send(request), channel).stream()
                .map(FileInfo::of)
                .toList();
    }

    /** Gives a file another path. */
    public void move(String from, String to) {
        channel.send(post("/object/move", fromTo(from, to, null)));
    }

    /** Puts a file into another bucket. */
    public void move(String from, String to, String destinationBucket) {
        channel.send(post("/object/move", fromTo(from, to, destinationBucket)));
    }

    /** Makes a copy; returns its path with its bucket. */
    public String copy(String from, String to) {
        return copied(post("/object/copy", fromTo(from, to, null)));
    }

    /** Makes a copy in another bucket; returns its path with its bucket. */
    public String copy(String from, String to, String destinationBucket) {
        return copied(post("/object/copy", fromTo(from, to, destinationBucket)));
    }

    private String copied(Request request) {
        return Fields.of(Service.STORAGE, channel.send(request), channel).required("Key");
    }

    private Map<String, Object> fromTo(String from, String to, @Nullable String destinationBucket) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("bucketId", name);
        fields.put("sourceKey", from);
        fields.put("destinationKey", to);
        if (destinationBucket != null) {
            fields.put("destinationBucket", destinationBucket);
        }
        return fields;
    }

    /** Removes files; returns those that were there and are not any more. */
    public List<FileInfo> remove(Collection<String> paths) {
        Request request = json(
                Request.of(Service.STORAGE, "DELETE", "/object/" + bucket), Map.of("prefixes", List.copyOf(paths)));
        return Fields.list(Service.STORAGE, channel.send(request), channel).stream()
                .map(FileInfo::of)
                .toList();
    }

    /** What there is to know about a file. */
    public FileInfo info(String path) {
        Request request = Request.of(Service.STORAGE, "GET", object("info/", path));
        return FileInfo.of(Fields.of(Service.STORAGE, channel.send(request), channel));
    }

    /** Whether there is such a file, which one may see. */
    public boolean exists(String path) {
        try {
            channel.send(Request.of(Service.STORAGE, "HEAD", object("", path)));
            return true;
        } catch (StorageException e) {
            // Storage answers 400 for a file that is not there, or not there for the caller; newer versions 404.
            if (e.status() == 400 || e.status() == 404) {
                return false;
            }
            throw e;
        }
    }

    /** Where everybody finds a file of a public bucket. Asks nobody. */
    public URI publicUrl(String path) {
        return address("/object/public/" + inBucket(path));
    }

    /** Where everybody finds an image of a public bucket, changed on its way. Asks nobody. */
    public URI publicUrl(String path, Image image) {
        Request request = Request.of(Service.STORAGE, "GET", "/render/image/public/" + inBucket(path));
        for (Map.Entry<String, Object> field : image.fields().entrySet()) {
            request = request.parameter(field.getKey(), field.getValue().toString());
        }
        return URI.create(channel.http.projectUrl + request.target());
    }

    /** The address of a public file with which browsers save it under this name; an empty one is its own. */
    public URI publicUrlForSaving(String path, String fileName) {
        return URI.create(publicUrl(path) + "?download=" + Addresses.parameter(fileName));
    }

    /** An address with which anybody may download a file, for so long. */
    public URI signedUrl(String path, Duration lifetime) {
        return signed(path, Map.of("expiresIn", lifetime.toSeconds()));
    }

    /** As {@link #signedUrl(String, Duration)}, for an image that is changed on its way. */
    public URI signedUrl(String path, Duration lifetime, Image image) {
        return signed(path, Map.of("expiresIn", lifetime.toSeconds(), "transform", image.fields()));
    }

    /** As {@link #signedUrl(String, Duration)}, with which browsers save it under this name; an empty one is its own. */
    public URI signedUrlForSaving(String path, Duration lifetime, String fileName) {
        return URI.create(signedUrl(path, lifetime) + "&download=" + Addresses.parameter(fileName));
    }

    private URI signed(String path, Map<String, ?> fields) {
        Request request = post(object("sign/", path), fields);
        return address(
                Fields.of(Service.STORAGE, channel.send(request), channel).required("signedURL"));
    }

    /** Addresses with which anybody may download the files, for so long; in the order of the paths. */
    public List<SignedUrl> signedUrls(List<String> paths, Duration lifetime) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("expiresIn", lifetime.toSeconds());
        fields.put("paths", paths);
        return Fields.list(Service.STORAGE, channel.send(post("/object/sign/" + bucket, fields)), channel).stream()
                .map(each -> {
                    String url = each.text("signedURL");
                    return new SignedUrl(each.text("path", ""), url == null ? null : address(url), each.text("error"));
                })
                .toList();
    }

    /** An address to which anybody may upload the file, for two hours. */
    public UploadUrl signedUploadUrl(String path) {
        return uploadUrl(path, post(object("upload/sign/", path), Map.of()));
    }

    /** As {@link #signedUploadUrl}, also where there is such a file already. */
    public UploadUrl signedUploadUrlForReplacing(String path) {
        return uploadUrl(path, post(object("upload/sign/", path), Map.of()).header("x-upsert", "true"));
    }

    private UploadUrl uploadUrl(String path, Request request) {
        URI url = address(
                Fields.of(Service.STORAGE, channel.send(request), channel).required("url"));
        String query = String.valueOf(url.getRawQuery());
        String token = query.replaceFirst("^(?:.*&)?token=([^&]*).*$", "$1");
        return new UploadUrl(path, url, token);
    }

    /** Uploads to an address of {@link #signedUploadUrl}. */
    public Stored uploadToSignedUrl(String path, String token, Upload upload) {
        Request request = Request.of(Service.STORAGE, "PUT", object("upload/sign/", tidy(path)))
                .parameter("token", token)
                .header("x-upsert", Boolean.toString(upload.isUpsert()));
        return stored(path, upload.on(request, channel.json()));
    }

    private URI address(String underStorage) {
        return URI.create(channel.http.projectUrl + Service.STORAGE.path() + underStorage);
    }

    private String object(String what, String path) {
        return "/object/" + what + inBucket(path);
    }

    private String inBucket(String path) {
        return bucket + "/" + Addresses.path(path.replaceFirst("^/+", ""));
    }

    /** Without slashes that would make folders without a name. */
    private static String tidy(String path) {
        return path.replaceAll("^/|/$", "").replaceAll("/+", "/");
    }

    private Request post(String path, Map<String, ?> body) {
        return json(Request.of(Service.STORAGE, "POST", path), body);
    }

    private Request json(Request request, Map<String, ?> body) {
        return request.body("application/json", Body.of(channel.json().write(body)));
    }
}
