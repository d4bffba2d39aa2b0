package dev.stint.shuffle.store;

import dev.stint.plan.failure.StintException;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A store for tests that holds everything in memory, with faults if they are wanted. Takes any
/// path that some store takes. Many threads may use it.
public final class InMemoryObjectStore implements ObjectStore {

  private static final class Stored {
    final byte[] bytes;
    final String eTag;
    final Instant modified;

    Stored(byte[] bytes, Instant modified) {
      this.bytes = bytes;
      this.eTag = eTag(bytes);
      this.modified = modified;
    }
  }

  private static final class Upload {
    final String path;
    final Instant begun;
    final Map<Integer, byte[]> parts = new HashMap<>();

    Upload(String path, Instant begun) {
      this.path = path;
      this.begun = begun;
    }
  }

  private final Faults.Draws faults;
  private final OpenStreams streams = new OpenStreams();
  private final Map<String, Stored> objects = new HashMap<>();
  private final TreeMap<String, Upload> uploads = new TreeMap<>();
  private final Map<String, String> completed = new HashMap<>();
  private final InstantSource clock;
  private long versions;
  private int readsToDamage;

  public InMemoryObjectStore() {
    this(Faults.NONE);
  }

  /// Time passes with every change, and stands still otherwise.
  public InMemoryObjectStore(Faults faults) {
    var changes = new AtomicLong();
    this.faults = new Faults.Draws(faults);
    this.clock = () -> Instant.ofEpochSecond(changes.incrementAndGet());
  }

  /// Without faults; changes are dated by `clock`.
  public InMemoryObjectStore(InstantSource clock) {
    this.faults = new Faults.Draws(Faults.NONE);
    this.clock = clock;
  }

  /// The bytes of an object, past all faults.
  public synchronized byte[] peek(String path) {
    return stored(path).bytes.clone();
  }

  /// Replaces an object, past all faults: to damage it.
  public synchronized void poke(String path, byte[] bytes) {
    put(path, bytes);
  }

  /// Flips a bit in what each of the next `count` reads gives: as if damaged on its way.
  public synchronized void damageNextReads(int count) {
    readsToDamage = count;
  }

  public OpenStreams streams() {
    return streams;
  }

  /// The paths of all objects, past all faults.
  public synchronized List<String> paths() {
    return objects.keySet().stream().sorted(ObjectPath.UTF8_ORDER).toList();
  }

  @Override
  public Optional<ObjectInfo> head(String path) {
    return run(path, () -> Optional.ofNullable(objects.get(path)).map(s -> info(path, s)));
  }

  @Override
  public ExactInputStream open(String path, @Nullable String eTag, long offset, long length) {
    byte[] bytes = run(path, () -> range(path, eTag, offset, Math.toIntExact(length)));
    return streams.start(path, offset, bytes, faults.end(bytes.length));
  }

  @Override
  public void write(String path, byte[] bytes) {
    byte[] copy = bytes.clone();
    run(path, () -> put(path, copy));
  }

  @Override
  public boolean createIfAbsent(String path, byte[] bytes) {
    byte[] copy = bytes.clone();
    return run(
        path,
        () -> {
          Stored stored = objects.get(path);
          return stored == null ? put(path, copy) : Arrays.equals(stored.bytes, copy);
        });
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    ObjectPath.parsePrefix(prefix);
    return faults.run(
        prefix,
        () -> {
          synchronized (this) {
            return objects.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .sorted(Map.Entry.comparingByKey(ObjectPath.UTF8_ORDER))
                .map(entry -> info(entry.getKey(), entry.getValue()))
                .toList();
          }
        });
  }

  @Override
  public List<String> folders(String folder) {
    ObjectPath.parseFolder(folder);
    return list(folder).stream()
        .map(object -> object.path().substring(folder.length()))
        .filter(rest -> rest.contains("/"))
        .map(rest -> rest.substring(0, rest.indexOf('/')))
        .distinct()
        .sorted(ObjectPath.UTF8_ORDER)
        .toList();
  }

  @Override
  public void delete(Collection<String> paths) {
    paths.forEach(ObjectPath::parse);
    if (!paths.isEmpty()) {
      run(paths.iterator().next(), () -> objects.keySet().removeAll(List.copyOf(paths)));
    }
  }

  @Override
  public boolean deleteIfUnchanged(ObjectInfo seen) {
    return run(
        seen.path(),
        () -> {
          Stored stored = objects.get(seen.path());
          if (stored != null && info(seen.path(), stored).eTag().equals(seen.eTag())) {
            objects.remove(seen.path());
          }
          return !objects.containsKey(seen.path());
        });
  }

  @Override
  public String startUpload(String path) {
    return run(
        path,
        () -> {
          String id = "upload-" + ++versions;
          uploads.put(id, new Upload(path, clock.instant()));
          return id;
        });
  }

  @Override
  public String uploadPart(String path, String uploadId, int number, byte[] bytes, int length) {
    byte[] copy = Arrays.copyOf(bytes, length);
    return run(
        path,
        () -> {
          Upload upload = uploads.get(uploadId);
          if (upload == null || !upload.path.equals(path)) {
            throw StintException.user("there is no upload %s to %s".formatted(uploadId, path));
          }
          upload.parts.put(number, copy);
          return eTag(copy);
        });
  }

  @Override
  public void completeUpload(String path, String uploadId, List<String> partETags) {
    if (partETags.isEmpty()) {
      throw new IllegalArgumentException("an upload without parts: " + path);
    }
    run(
        path,
        () -> {
          if ((path + partETags).equals(completed.get(uploadId))) {
            return true;
          }
          put(path, joined(path, uploadId, partETags));
          uploads.remove(uploadId);
          completed.put(uploadId, path + partETags);
          return true;
        });
  }

  @Override
  public void abortUpload(String path, String uploadId) {
    run(path, () -> Optional.ofNullable(uploads.remove(uploadId)));
  }

  @Override
  public List<PendingUpload> listUploads(String prefix) {
    ObjectPath.parsePrefix(prefix);
    return faults.run(
        prefix,
        () -> {
          synchronized (this) {
            return uploads.entrySet().stream()
                .filter(entry -> entry.getValue().path.startsWith(prefix))
                .map(
                    entry ->
                        new PendingUpload(
                            entry.getValue().path, entry.getKey(), entry.getValue().begun))
                .toList();
          }
        });
  }

  @Override
  public long uploadedBytes(PendingUpload pending) {
    return run(
        pending.path(),
        () -> {
          Upload upload = uploads.get(pending.uploadId());
          return upload == null
              ? 0L
              : upload.parts.values().stream().mapToLong(part -> part.length).sum();
        });
  }

  @Override
  public void close() {}

  private <T> T run(String path, Supplier<T> request) {
    ObjectPath.parse(path);
    return faults.run(
        path,
        () -> {
          synchronized (this) {
            return request.get();
          }
        });
  }

  private byte[] joined(String path, String uploadId, List<String> partETags) {
    Upload upload = uploads.get(uploadId);
    var joined = new ByteArrayOutputStream();
    for (int number = 1; number <= partETags.size(); number++) {
      byte[] part = upload == null ? null : upload.parts.get(number);
      if (part == null || !eTag(part).equals(partETags.get(number - 1))) {
        throw StintException.user(
            "cannot complete %s: upload %s has no such part %d".formatted(path, uploadId, number));
      }
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private boolean put(String path, byte[] bytes) {
    objects.put(path, new Stored(bytes, clock.instant()));
    return true;
  }

  private Stored stored(String path) {
    Stored stored = objects.get(path);
    if (stored == null) {
      throw StintException.user("cannot read %s: there is no such object".formatted(path));
    }
    return stored;
  }

  private byte[] range(String path, @Nullable String eTag, long offset, int length) {
    Stored stored = stored(path);
    if (eTag != null && !eTag.equals(stored.eTag)) {
      throw ObjectStore.replaced(path, null);
    }
    byte[] bytes = stored.bytes;
    if (length > bytes.length - offset) {
      throw StintException.user(
          "%s has %d bytes, too few to read %d from %d"
              .formatted(path, bytes.length, length, offset));
    }
    int from = Math.toIntExact(offset);
    byte[] range = Arrays.copyOfRange(bytes, from, from + length);
    if (readsToDamage > 0 && length > 0) {
      readsToDamage--;
      range[length / 2] ^= 1;
    }
    return range;
  }

  private static ObjectInfo info(String path, Stored stored) {
    return new ObjectInfo(path, stored.bytes.length, stored.eTag, stored.modified);
  }

  private static String eTag(byte[] bytes) {
    return Integer.toHexString(Crc32c.of(bytes, 0, bytes.length))
        + "-"
        + Integer.toHexString(bytes.length);
  }
}
