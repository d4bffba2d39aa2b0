package dev.stint.tests.simulation;

import dev.stint.plan.task.PendingFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// What a [FunctionRun] writes to S3: segments, and files that wait for the run's commit.
final class Writing {

  private static final long PART_BYTES = 16 << 20;
  private static final int MAX_CONTENT_BYTES = 64;

  private final FunctionRun run;
  private final SimulatedS3 s3;
  private final List<PendingFile> files = new ArrayList<>();
  private final LinkedHashMap<String, String> open = new LinkedHashMap<>();

  Writing(FunctionRun run, SimulatedS3 s3) {
    this.run = run;
    this.s3 = s3;
  }

  /// At how many points an attempt may die that writes a segment.
  static long ticks(Step.WriteSegment write) {
    return parts(write.bytes()) == 1 ? 2 : parts(write.bytes()) + 3;
  }

  /// At how many points an attempt may die that writes a file.
  static long ticks(Step.WritePending write) {
    return parts(write.bytes()) + 2;
  }

  List<PendingFile> files() {
    return files;
  }

  /// Drops what was begun.
  void abort() {
    open.forEach((uploadId, path) -> s3.state().abortUpload(path, uploadId));
  }

  /// Writes a segment, in one request or in parts.
  void segment(Step.WriteSegment write, Runnable next) {
    if (parts(write.bytes()) == 1) {
      run.put(
          S3Operation.PUT,
          write.path(),
          write.bytes(),
          () -> {
            s3.state().write(write.path(), content(write.bytes()));
            s3.written(write.path());
            return true;
          },
          _ -> next.run());
      return;
    }
    upload(write.path(), write.bytes(), (id, eTags) -> complete(write.path(), id, eTags, next));
  }

  private void complete(String path, String uploadId, List<String> eTags, Runnable next) {
    run.put(
        S3Operation.COMPLETE_UPLOAD,
        path,
        0,
        () -> {
          s3.state().completeUpload(path, uploadId, eTags);
          s3.written(path);
          return true;
        },
        _ -> {
          open.remove(uploadId);
          next.run();
        });
  }

  /// Uploads a file that stays pending.
  void pending(Step.WritePending write, Runnable next) {
    upload(
        write.path(),
        write.bytes(),
        (id, eTags) -> {
          files.add(new PendingFile(write.path(), id, eTags, write.bytes(), write.rowCount()));
          next.run();
        });
  }

  private interface Uploaded {
    void then(String uploadId, List<String> eTags);
  }

  private void upload(String path, long bytes, Uploaded uploaded) {
    run.put(
        S3Operation.START_UPLOAD,
        path,
        0,
        () -> s3.state().startUpload(path),
        id -> {
          open.put(id, path);
          uploadPart(path, id, bytes, new ArrayList<>(), uploaded);
        });
  }

  private void uploadPart(
      String path, String id, long leftBytes, List<String> eTags, Uploaded uploaded) {
    if (leftBytes <= 0 && !eTags.isEmpty()) {
      uploaded.then(id, eTags);
      return;
    }
    long partBytes = Math.min(PART_BYTES, leftBytes);
    byte[] content = content(partBytes);
    run.put(
        S3Operation.UPLOAD_PART,
        path,
        partBytes,
        () -> s3.state().uploadPart(path, id, eTags.size() + 1, content, content.length),
        eTag -> {
          eTags.add(eTag);
          uploadPart(path, id, leftBytes - PART_BYTES, eTags, uploaded);
        });
  }

  private static long parts(long bytes) {
    return Math.max(1, Math.ceilDiv(bytes, PART_BYTES));
  }

  /// Objects of a world hold but their first bytes; how large they are stands with who wrote them.
  private static byte[] content(long bytes) {
    return new byte[Math.toIntExact(Math.min(bytes, MAX_CONTENT_BYTES))];
  }
}
