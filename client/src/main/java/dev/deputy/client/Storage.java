package dev.deputy.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A project's files, which are kept in buckets, as somebody. Immutable. */
public final class Storage {

    private final Channel channel;

    Storage(Channel channel) {
        this.channel = channel;
    }

    /** The files of a bucket. */
    public Bucket from(String bucket) {
        return new Bucket(channel, bucket);
    }

    /** All buckets. */
    public List<BucketInfo> listBuckets() {
        return Fields.list(Service.STORAGE, send(Request.of(Service.STORAGE, "GET", "/bucket")), channel).stream()
                .map(BucketInfo::of)
                .toList();
    }

    /** A bucket's settings. */
    public BucketInfo getBucket(String id) {
        return BucketInfo.of(Fields.of(Service.STORAGE, send(Request.of(Service.STORAGE, "GET", bucket(id))), channel));
    }

    /** Makes a bucket. */
    public void createBucket(String id, BucketSettings settings) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("name", id);
        body.putAll(settings.fields());
        send(json(Request.of(Service.STORAGE, "POST", "/bucket"), body));
    }

    /** Gives a bucket other settings. */
    public void updateBucket(String id, BucketSettings settings) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("name", id);
        body.putAll(settings.fields());
        send(json(Request.of(Service.STORAGE, "PUT", bucket(id)), body));
    }

    /** Removes all files of a bucket. */
    public void emptyBucket(String id) {
        send(json(Request.of(Service.STORAGE, "POST", bucket(id) + "/empty"), Map.of()));
    }

    /** Removes a bucket, which has to be empty. */
    public void deleteBucket(String id) {
        send(json(Request.of(Service.STORAGE, "DELETE", bucket(id)), Map.of()));
    }

    private static String bucket(String id) {
        return "/bucket/" + Addresses.segment(id);
    }

    private Request json(Request request, Map<String, ?> body) {
        return request.body("application/json", Body.of(channel.json().write(body)));
    }

    private Reply send(Request request) {
        return channel.send(request);
    }
}
