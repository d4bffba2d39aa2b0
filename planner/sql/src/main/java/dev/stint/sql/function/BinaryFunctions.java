package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.BINARY;
import static dev.stint.plan.type.DataType.BOOLEAN;
import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.STRING;
import static dev.stint.plan.type.DataType.VOID;
import static dev.stint.sql.function.StringFunctions.text;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.request.Settings;
import java.util.ArrayList;
import java.util.List;

/// Bytes: their digests, and how they are written as text.
final class BinaryFunctions {

  private BinaryFunctions() {}

  static void define(ScalarFunctions functions) {
    digests(functions);
    texts(functions);
    validity(functions);
  }

  private static void digests(ScalarFunctions functions) {
    functions
        .define("md5", 1, 1, call -> ofBytes(call, ScalarFunction.MD5, STRING))
        .says("md5(text)", "Lower-case hexadecimal.")
        .example("md5('Spark')", "8cde774d6f7333752ed72cacddb05126");
    functions
        .define("sha1 sha", 1, 1, call -> ofBytes(call, ScalarFunction.SHA1, STRING))
        .says("sha1(text), sha(text)", "")
        .example("sha1('Spark')", "85f5955f4b27a9a4c2aab6ffe5d7189fc298b92c");
    functions
        .define(
            "sha2",
            2,
            2,
            call -> call.call(ScalarFunction.SHA2, STRING, text(call, 0), call.as(1, INT)))
        .says("sha2(text, bits)", "`bits` 0, 224, 256, 384, 512, else NULL.")
        .example("left(sha2('Spark', 256), 8)", "529bc3b0");
    functions
        .define("crc32", 1, 1, call -> ofBytes(call, ScalarFunction.CRC32, BIGINT))
        .says("crc32(text)", "")
        .example("crc32('Spark')", "1557323817");
    functions
        .define("hash", 1, Integer.MAX_VALUE, call -> hash(call, ScalarFunction.HASH, INT))
        .says("hash(a, …)", "Murmur3 in 32 bits, of values of any types; never NULL.")
        .example("hash('Spark', 0)", "31766665");
    functions
        .define(
            "xxhash64", 1, Integer.MAX_VALUE, call -> hash(call, ScalarFunction.XXHASH64, BIGINT))
        .says("xxhash64(a, …)", "XXH64, as hash.")
        .example("xxhash64('Spark', 2)", "-3909679912936729532");
  }

  private static void texts(ScalarFunctions functions) {
    functions
        .define("hex", 1, 1, BinaryFunctions::hex)
        .says("hex(bigint or text)", "")
        .example("hex(17)", "11");
    functions
        .define("unhex", ScalarFunction.UNHEX, BINARY, STRING)
        .says("unhex(s)", "NULL for anything else.")
        .example("decode(unhex('537061726B'), 'UTF-8')", "Spark");
    functions
        .define("base64", 1, 1, call -> ofBytes(call, ScalarFunction.BASE64, STRING))
        .says("base64(text)", "Without line breaks.")
        .example("base64('Spark')", "U3Bhcms=");
    functions
        .define("unbase64", ScalarFunction.UNBASE64, BINARY, STRING)
        .says("unbase64(s)", "")
        .example("decode(unbase64('U3Bhcms='), 'UTF-8')", "Spark");
    functions
        .define("encode", 2, 2, BinaryFunctions::encode)
        .says("encode(s, charset)", "`US-ASCII ISO-8859-1 UTF-8 UTF-16BE UTF-16LE UTF-16 UTF-32`.")
        .example("hex(encode('é', 'UTF-8'))", "C3A9");
    functions
        .define("decode", 2, Integer.MAX_VALUE, BinaryFunctions::decode)
        .says(
            "decode(binary, charset); decode(a, b, value, …[, else])",
            "With more arguments a choice: NULL equals NULL.")
        .example("decode(2, 1, 'one', 2, 'two')", "two");
    functions
        .define("to_binary", 1, 2, call -> toBinary(call, ScalarFunction.TO_BINARY))
        .says("to_binary(s[, format])", "`hex` (without one), `utf-8` or `base64`.")
        .example("hex(to_binary('abc', 'utf-8'))", "616263");
    functions
        .define("try_to_binary", 1, 2, call -> toBinary(call, ScalarFunction.TRY_TO_BINARY))
        .says("try_to_binary(s[, format])", "NULL for malformed text.")
        .example("try_to_binary('a!', 'base64')", "NULL");
  }

  private static void validity(ScalarFunctions functions) {
    functions
        .define(
            "is_valid_utf8",
            1,
            1,
            call -> call.call(ScalarFunction.IS_VALID_UTF8, BOOLEAN, StringFunctions.text(call, 0)))
        .says("is_valid_utf8(s)", "")
        .example("is_valid_utf8('Spark')", "true");
    functions
        .define(
            "make_valid_utf8",
            1,
            1,
            call ->
                call.call(ScalarFunction.MAKE_VALID_UTF8, STRING, StringFunctions.text(call, 0)))
        .says("make_valid_utf8(s)", "What is no UTF-8 becomes U+FFFD.")
        .example("make_valid_utf8('Spark')", "Spark");
    functions
        .define(
            "validate_utf8",
            1,
            1,
            call -> call.call(ScalarFunction.VALIDATE_UTF8, STRING, StringFunctions.text(call, 0)))
        .says("validate_utf8(s)", "Anything else is an error.")
        .example("validate_utf8('Spark')", "Spark");
    functions
        .define(
            "try_validate_utf8",
            1,
            1,
            call ->
                call.call(ScalarFunction.TRY_VALIDATE_UTF8, STRING, StringFunctions.text(call, 0)))
        .says("try_validate_utf8(s)", "NULL for anything else.")
        .example("try_validate_utf8('Spark')", "Spark");
  }

  private static Expression ofBytes(FunctionCall call, ScalarFunction function, DataType result) {
    return call.call(function, result, text(call, 0));
  }

  private static Expression hash(FunctionCall call, ScalarFunction function, DataType result) {
    return call.context().folder().fold(new Call(function, call.arguments(), result));
  }

  private static Expression hex(FunctionCall call) {
    boolean isNumber = call.type(0).isInteger();
    return call.call(ScalarFunction.HEX, STRING, isNumber ? call.as(0, BIGINT) : text(call, 0));
  }

  private static Expression toBinary(FunctionCall call, ScalarFunction function) {
    var format = call.count() == 2 ? call.as(1, STRING) : Literal.ofString("hex");
    return call.call(function, BINARY, call.as(0, STRING), format);
  }

  private static Expression encode(FunctionCall call) {
    return call.call(
        ScalarFunction.ENCODE, BINARY, call.as(0, STRING), call.as(1, STRING), leniency(call));
  }

  /// What the settings let `encode` and `decode` do beyond what is strict.
  private static Literal leniency(FunctionCall call) {
    var settings = call.context().settings();
    return Literal.ofString(
        (settings.isOn(Settings.JAVA_CHARSETS) ? "any charset" : "")
            + (settings.isOn(Settings.CODING_REPLACES) ? " replaces" : ""));
  }

  private static Expression decode(FunctionCall call) {
    if (call.count() == 2) {
      return call.call(
          ScalarFunction.DECODE, STRING, text(call, 0), call.as(1, STRING), leniency(call));
    }
    var results = new ArrayList<Expression>();
    for (int index = 2; index < call.count(); index += 2) {
      results.add(call.argument(index));
    }
    boolean hasElse = call.count() % 2 == 0;
    results.add(hasElse ? call.argument(call.count() - 1) : Literal.nullOf(VOID));
    var typed = new FunctionCall(call.name(), results, call.node(), call.context()).common(0);
    var branches = new ArrayList<Case.Branch>();
    for (int index = 1; index + 1 < call.count(); index += 2) {
      var both =
          new FunctionCall(
                  call.name(),
                  List.of(call.argument(0), call.argument(index)),
                  call.node(),
                  call.context())
              .common(0);
      var isEqual =
          Call.of(ScalarFunction.NULL_SAFE_EQUAL, BOOLEAN, both.getFirst(), both.getLast());
      branches.add(new Case.Branch(isEqual, typed.get((index - 1) / 2)));
    }
    return call.context()
        .folder()
        .fold(new Case(branches, typed.getLast(), typed.getFirst().type()));
  }
}
