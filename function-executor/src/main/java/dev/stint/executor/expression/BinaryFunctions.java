package dev.stint.executor.expression;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Bitmaps;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.ValueHash;
import dev.stint.executor.kernel.text.Aes;
import dev.stint.executor.kernel.text.Charsets;
import dev.stint.executor.kernel.text.Digests;
import dev.stint.executor.kernel.text.TextRepair;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.DataType;
import java.util.List;

/// Digests of bytes, and bytes written as text.
final class BinaryFunctions {

  private BinaryFunctions() {}

  static VectorFunction of(Call call) {
    return switch (call.function()) {
      case MD5 -> (v, _) -> Digests.digest(bytes(v[0]), "MD5");
      case SHA1 -> (v, _) -> Digests.digest(bytes(v[0]), "SHA-1");
      case SHA2 -> (v, _) -> Digests.sha2(bytes(v[0]), (LongVector) v[1]);
      case CRC32 -> (v, _) -> Digests.crc32(bytes(v[0]));
      case HASH -> {
        var types = types(call);
        yield (v, rowCount) -> ValueHash.murmur3(v, types, rowCount);
      }
      case XXHASH64 -> {
        var types = types(call);
        yield (v, rowCount) -> ValueHash.xxhash64(v, types, rowCount);
      }
      case BITMAP_OF -> (v, _) -> Bitmaps.of((LongVector) v[0]);
      case BITMAP_FULL -> (v, rowCount) -> Bitmaps.full(bytes(v[0]), rowCount);
      case BITMAP_COUNT -> (v, _) -> Bitmaps.count(bytes(v[0]));
      case HEX -> (v, _) -> Digests.hex(v[0]);
      case UNHEX -> (v, _) -> Digests.unhex(bytes(v[0]));
      case BASE64 -> (v, _) -> Digests.base64(bytes(v[0]));
      case UNBASE64 -> (v, _) -> Digests.unbase64(bytes(v[0]));
      case ENCODE -> (v, _) -> Charsets.encode(bytes(v[0]), bytes(v[1]), bytes(v[2]));
      case DECODE -> (v, _) -> Charsets.decode(bytes(v[0]), bytes(v[1]), bytes(v[2]));
      case TO_BINARY -> (v, _) -> Charsets.toBinary(bytes(v[0]), bytes(v[1]), OnError.FAIL);
      case TRY_TO_BINARY ->
          (v, _) -> Charsets.toBinary(bytes(v[0]), bytes(v[1]), OnError.GIVE_NULL);
      case BINARY_TO_CHAR -> (v, _) -> Charsets.fromBinary(bytes(v[0]), bytes(v[1]));
      case AES_ENCRYPT -> Aes::encrypt;
      case AES_DECRYPT -> Aes::decrypt;
      case IS_VALID_UTF8 -> (v, _) -> Charsets.areValid(bytes(v[0]));
      case MAKE_VALID_UTF8 -> (v, _) -> TextRepair.repaired(bytes(v[0]));
      case VALIDATE_UTF8 -> (v, _) -> Charsets.validated(bytes(v[0]), OnError.FAIL);
      case TRY_VALIDATE_UTF8 -> (v, _) -> Charsets.validated(bytes(v[0]), OnError.GIVE_NULL);
      default -> throw new IllegalArgumentException("no function of bytes: " + call);
    };
  }

  private static List<DataType> types(Call call) {
    return call.arguments().stream().map(Expression::type).toList();
  }

  private static BytesVector bytes(Vector vector) {
    return (BytesVector) vector;
  }
}
