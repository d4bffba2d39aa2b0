package dev.stint.shuffle.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/// The MD5s that S3 uses: for the body of a request, and as ETags.
final class Md5 {

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

  private Md5() {}

  /// As the header Content-MD5 wants it.
  static String base64(byte[] bytes, int length) {
    MessageDigest digest = digest();
    digest.update(bytes, 0, length);
    return Base64.getEncoder().encodeToString(digest.digest());
  }

  static boolean isHex(String eTag) {
    return HEX.matcher(eTag).matches();
  }

  /// The ETag of an object uploaded in parts.
  static String ofParts(List<String> partETags) {
    MessageDigest digest = digest();
    partETags.forEach(eTag -> digest.update(HexFormat.of().parseHex(eTag)));
    return HexFormat.of().formatHex(digest.digest()) + "-" + partETags.size();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
