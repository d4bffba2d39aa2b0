package dev.stint.shuffle.store;

import dev.stint.plan.failure.StintException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Multipart uploads as folders of part files, begun, fed and completed by different processes.
///
/// An upload lies in the staging folder of the deepest folder that existed when it began, so that
/// an aborted one leaves not even a folder. Its id tells where: `depth-uuid`, the number of names
/// in that folder's path. In it, `target` names the object, and `number-eTag` is a part. A part's
/// ETag is its CRC32C and its length in hexadecimal: what was completed can be told by it later.
final class FileUploads {

  private static final Pattern ID = Pattern.compile("(\\d{1,4})-([0-9a-f-]{36})");
  private static final Pattern E_TAG = Pattern.compile("([0-9a-f]{8})-([0-9a-f]{8})");
  private static final String TARGET = "target";
  private static final int MAX_PART_NUMBER = 10_000;

  String start(Path file) throws IOException {
    Path folder = FileStaging.folderOf(file);
    while (!Files.isDirectory(folder)) {
      folder = FileStaging.folderOf(folder);
    }
    String id = folder.getNameCount() + "-" + UUID.randomUUID();
    Path upload = find(file, id);
    byte[] target = StoredFile.path(file).getBytes(StandardCharsets.UTF_8);
    Path temporary = FileStaging.writeTemporaryIn(stagingOf(upload), target, target.length);
    try {
      Files.createDirectory(upload);
      Files.move(temporary, upload.resolve(TARGET), StandardCopyOption.ATOMIC_MOVE);
      return id;
    } finally {
      // Gone already, unless the disk is full.
      Files.deleteIfExists(temporary);
    }
  }

  String put(Path file, String uploadId, int number, byte[] bytes, int length) throws IOException {
    if (number < 1 || number > MAX_PART_NUMBER) {
      throw new IllegalArgumentException("part number: " + number);
    }
    Path upload = find(file, uploadId);
    refuseAbsent(file, upload);
    String eTag = eTag(bytes, length);
    try {
      // In the upload's own folder, so that it goes with it if this process is killed.
      Path temporary = FileStaging.writeNew(upload, bytes, length);
      Files.move(temporary, part(upload, number, eTag), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      refuseAbsent(file, upload);
      throw e;
    }
    return eTag;
  }

  void complete(Path file, String uploadId, List<String> partETags) throws IOException {
    if (partETags.isEmpty()) {
      throw new IllegalArgumentException("an upload without parts: " + file);
    }
    Path upload = find(file, uploadId);
    if (!isPublished(file, upload, partETags) && !consistsOf(file, partETags)) {
      throw StintException.user(
          "cannot complete %s: upload %s has no such parts; it was aborted, or its parts never came"
              .formatted(StoredFile.path(file), uploadId));
    }
    delete(upload);
  }

  void abort(Path file, String uploadId) throws IOException {
    delete(find(file, uploadId));
  }

  long bytes(Path file, String uploadId) throws IOException {
    return FileStaging.sizeOf(find(file, uploadId), part -> !part.endsWith(TARGET)).bytes();
  }

  /// Takes away what was being written at and below `start`, last before `before`, and belongs to
  /// no upload.
  SweptFiles sweep(Path start, Instant before) throws IOException {
    var swept = SweptFiles.NONE;
    for (Path staged : FileListing.staged(start)) {
      if (!Files.isDirectory(staged)) {
        swept = swept.plus(swept(staged, before));
        continue;
      }
      for (Path entry : FileStaging.entries(staged)) {
        if (!Files.exists(entry.resolve(TARGET))) {
          swept = swept.plus(swept(entry, before));
        }
      }
      FileStaging.deleteIfEmpty(staged);
    }
    return swept;
  }

  private static SweptFiles swept(Path entry, Instant before) throws IOException {
    if (!FileStaging.isOlder(entry, before)) {
      return SweptFiles.NONE;
    }
    var size = FileStaging.sizeOf(entry, _ -> true);
    FileStaging.deleteTree(entry);
    return size;
  }

  List<PendingUpload> list(Path start, String prefix) throws IOException {
    var uploads = new ArrayList<PendingUpload>();
    for (Path above = start.getParent(); above != null; above = above.getParent()) {
      addUploads(above.resolve(FileStaging.FOLDER), prefix, uploads);
    }
    for (Path staged : FileListing.staged(start)) {
      if (Files.isDirectory(staged)) {
        addUploads(staged, prefix, uploads);
      }
    }
    return List.copyOf(uploads);
  }

  private static void addUploads(Path staging, String prefix, List<PendingUpload> uploads)
      throws IOException {
    int depth = FileStaging.folderOf(staging).getNameCount();
    try (Stream<Path> entries = Files.list(staging)) {
      for (Path upload : entries.filter(Files::isDirectory).toList()) {
        PendingUpload pending = pending(upload, depth);
        if (pending != null && pending.path().startsWith(prefix)) {
          uploads.add(pending);
        }
      }
    } catch (NoSuchFileException _) {
      // No upload is there, or the last one has just gone.
    }
  }

  private static @Nullable PendingUpload pending(Path upload, int depth) throws IOException {
    Path target = upload.resolve(TARGET);
    try {
      return new PendingUpload(
          Files.readString(target),
          depth + "-" + upload.getFileName(),
          Files.getLastModifiedTime(target).toInstant());
    } catch (NoSuchFileException _) {
      return null; // just beginning or ending
    }
  }

  /// Makes the parts appear as `file`, unless one of them is not there. A single part is not
  /// copied.
  private static boolean isPublished(Path file, Path upload, List<String> partETags)
      throws IOException {
    Path whole = part(upload, 1, partETags.getFirst());
    if (!Files.exists(whole)) {
      return false; // before a folder is made for it
    }
    try {
      if (partETags.size() > 1) {
        whole = upload.resolve(UUID.randomUUID() + ".tmp");
        writeWhole(upload, partETags, whole);
      }
      FileStaging.move(whole, file);
      return true;
    } catch (NoSuchFileException e) {
      if (Files.exists(whole) && partETags.size() == 1) {
        throw e;
      }
      return false;
    }
  }

  /// Into one open file: another process that has completed the upload may delete it at any moment,
  /// and a second one under its name would lack the parts before.
  private static void writeWhole(Path upload, List<String> partETags, Path whole)
      throws IOException {
    try (FileChannel to =
        FileChannel.open(whole, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int i = 0; i < partETags.size(); i++) {
        append(part(upload, i + 1, partETags.get(i)), to);
      }
    }
  }

  private static void append(Path part, FileChannel to) throws IOException {
    try (FileChannel from = FileChannel.open(part, StandardOpenOption.READ)) {
      long size = from.size();
      for (long done = 0; done < size; ) {
        done += from.transferTo(done, size - done, to);
      }
    }
  }

  /// Whether `file` is there and made of exactly these parts: then it was completed before.
  private static boolean consistsOf(Path file, List<String> partETags) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long bytes = partETags.stream().mapToLong(FileUploads::length).sum();
      if (channel.size() != bytes) {
        return false;
      }
      for (String eTag : partETags) {
        if (!eTag.equals(eTag(channel, Math.toIntExact(length(eTag))))) {
          return false;
        }
      }
      return true;
    } catch (NoSuchFileException | EOFException _) {
      return false;
    }
  }

  private static String eTag(FileChannel channel, int length) throws IOException {
    var buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException();
      }
    }
    return eTag(buffer.array(), length);
  }

  private static String eTag(byte[] bytes, int length) {
    var hex = HexFormat.of();
    return hex.toHexDigits(Crc32c.of(bytes, 0, length)) + "-" + hex.toHexDigits(length);
  }

  private static long length(String eTag) {
    Matcher matcher = E_TAG.matcher(eTag);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not the ETag of a part: " + eTag);
    }
    return HexFormat.fromHexDigitsToLong(matcher.group(2));
  }

  private static Path part(Path upload, int number, String eTag) {
    length(eTag);
    return upload.resolve("%05d-%s".formatted(number, eTag));
  }

  /// The upload's folder, there or not.
  private static Path find(Path file, String uploadId) {
    Matcher matcher = ID.matcher(uploadId);
    Path folder = FileStaging.folderOf(file);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > folder.getNameCount()) {
      throw StintException.user(
          "%s: no upload can have the id %s".formatted(StoredFile.path(file), uploadId));
    }
    int depth = Integer.parseInt(matcher.group(1));
    while (folder.getNameCount() > depth) {
      folder = FileStaging.folderOf(folder);
    }
    return folder.resolve(FileStaging.FOLDER, matcher.group(2));
  }

  private static void refuseAbsent(Path file, Path upload) {
    if (!Files.exists(upload.resolve(TARGET))) {
      throw StintException.user(
          "the upload %s to %s is not there: it was aborted or completed"
              .formatted(upload.getFileName(), StoredFile.path(file)));
    }
  }

  /// The marker goes first: without it the upload is not listed.
  private static void delete(Path upload) throws IOException {
    Files.deleteIfExists(upload.resolve(TARGET));
    FileStaging.deleteFolder(upload);
    FileStaging.deleteIfEmpty(stagingOf(upload));
  }

  private static Path stagingOf(Path upload) {
    return FileStaging.folderOf(upload);
  }
}
