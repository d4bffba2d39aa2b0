package dev.stint.coordinator.deploy;

import dev.stint.shuffle.store.ObjectStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The code of a function, kept in the work bucket under what it consists of.
final class Code {

  private final byte[] zip;
  private final String key;

  private Code(byte[] zip) {
    this.zip = zip;
    this.key = "code/" + sha256(zip) + ".zip";
  }

  static Code of(byte[] zip) {
    return new Code(zip);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  String key() {
    return key;
  }

  int bytes() {
    return zip.length;
  }

  /// Says whether it had to be uploaded.
  boolean upload(ObjectStore store, String bucket) {
    var path = "s3://" + bucket + "/" + key;
    if (store.head(path).filter(found -> found.bytes() == zip.length).isPresent()) {
      return false;
    }
    store.write(path, zip);
    return true;
  }
}
