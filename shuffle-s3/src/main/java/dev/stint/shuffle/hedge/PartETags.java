package dev.stint.shuffle.hedge;

import dev.stint.shuffle.store.ObjectPath;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which buckets name parts of uploads by their content alone. Where they do, a part that arrives
/// twice is the same part; where the server encrypts with keys of its own (SSE-KMS), the second
/// arrival changes the name, and the upload could not be completed with the first. Learnt from one
/// part for each bucket. Many threads may use it.
final class PartETags {

  private final Map<String, Boolean> isByContent = new ConcurrentHashMap<>();

  boolean areByContent(String path) {
    return isByContent.getOrDefault(bucket(path), false);
  }

  void learn(String path, byte[] bytes, int length, String eTag) {
    var _ = isByContent.computeIfAbsent(bucket(path), _ -> eTag.equals(md5(bytes, length)));
  }

  private static String bucket(String path) {
    return ObjectPath.parse(path).bucket();
  }

  private static String md5(byte[] bytes, int length) {
    try {
      var digest = MessageDigest.getInstance("MD5");
      digest.update(bytes, 0, length);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
