package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.BINARY;
import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.STRING;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;

/// Bytes that can be read with a key alone.
final class SecretFunctions {

  private static final Literal NO_BYTES = new Literal(BINARY, "");
  private static final long VECTOR_BYTES = 16;

  private SecretFunctions() {}

  static void define(ScalarFunctions functions) {
    functions
        .define("aes_encrypt", 2, 6, SecretFunctions::encrypt)
        .defaults("GCM", "DEFAULT", "", "")
        .says(
            "aes_encrypt(text, key[, mode[, padding[, vector[, aad]]]])",
            "`mode` GCM (without one), CBC or ECB. A key has 16, 24 or 32 bytes. Without a vector"
                + " one is drawn that nobody can foretell.")
        .example(
            "base64(aes_encrypt('Spark SQL', '1234567890abcdef', 'ECB'))",
            "3lmwu+Mw0H3fi5NDvcu9lg==");
    functions
        .define("aes_decrypt", 2, 5, SecretFunctions::decrypt)
        .defaults("GCM", "DEFAULT", "")
        .says("aes_decrypt(binary, key[, mode[, padding[, aad]]])", "The wrong key is an error.")
        .example(
            "decode(aes_decrypt(unbase64('3lmwu+Mw0H3fi5NDvcu9lg=='), '1234567890abcdef', 'ECB'),"
                + " 'UTF-8')",
            "Spark SQL");
    functions
        .define("try_aes_decrypt", 2, 5, SecretFunctions::tryDecrypt)
        .defaults("GCM", "DEFAULT", "")
        .says("try_aes_decrypt(binary, key[, mode[, padding[, aad]]])", "NULL where it fails.")
        .example("try_aes_decrypt(X'00', '1234567890abcdef')", "NULL");
  }

  private static Expression encrypt(FunctionCall call) {
    var vector = bytes(call, 4);
    boolean isGiven = vector instanceof Literal literal && !"".equals(literal.text());
    var fresh =
        isGiven
            ? NO_BYTES
            : Call.of(ScalarFunction.RANDOM_BYTES, BINARY, Literal.ofLong(INT, VECTOR_BYTES));
    return call.call(
        ScalarFunction.AES_ENCRYPT,
        BINARY,
        bytes(call, 0),
        bytes(call, 1),
        text(call, 2, "GCM"),
        text(call, 3, "DEFAULT"),
        vector,
        bytes(call, 5),
        fresh);
  }

  private static Expression decrypt(FunctionCall call) {
    return call.call(
        ScalarFunction.AES_DECRYPT,
        BINARY,
        bytes(call, 0),
        bytes(call, 1),
        text(call, 2, "GCM"),
        text(call, 3, "DEFAULT"),
        bytes(call, 4));
  }

  private static Expression tryDecrypt(FunctionCall call) {
    return call.call(ScalarFunction.TRY, BINARY, decrypt(call));
  }

  private static Expression text(FunctionCall call, int index, String otherwise) {
    return index < call.count() ? call.as(index, STRING) : Literal.ofString(otherwise);
  }

  /// Strings are their bytes. What is not given has none.
  private static Expression bytes(FunctionCall call, int index) {
    if (index >= call.count()) {
      return NO_BYTES;
    }
    boolean isString = call.type(index).equals(DataType.STRING);
    return isString
        ? call.context().coercion().cast(call.argument(index), BINARY)
        : call.as(index, BINARY);
  }
}
