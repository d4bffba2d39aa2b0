package dev.stint.executor.expression;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.text.Addresses;
import dev.stint.executor.kernel.text.GroupedNumbers;
import dev.stint.executor.kernel.text.RegexEdit;
import dev.stint.executor.kernel.text.TextFormat;
import dev.stint.executor.kernel.text.TextForms;
import dev.stint.executor.kernel.text.XmlPaths;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.TypeKind;
import java.time.ZoneId;

/// Functions of strings that are computed a row at a time.
final class TextFormFunctions {

  private TextFormFunctions() {}

  static VectorFunction of(Call call, ZoneId zone) {
    return switch (call.function()) {
      case REGEXP_COUNT -> new RegexEdit("regexp_count")::count;
      case REGEXP_INSTR -> new RegexEdit("regexp_instr")::position;
      case REGEXP_SUBSTR -> new RegexEdit("regexp_substr")::first;
      case SOUNDEX -> (v, _) -> TextForms.soundex(texts(v[0]));
      case QUOTE -> (v, _) -> TextForms.quote(texts(v[0]));
      case LUHN_CHECK -> (v, _) -> TextForms.luhnCheck(texts(v[0]));
      case MASK -> TextForms::mask;
      case OVERLAY ->
          call.type().kind() == TypeKind.BINARY ? TextForms::overlayBytes : TextForms::overlay;
      case ELT -> TextForms::element;
      case FORMAT_STRING -> {
        var types = call.arguments().stream().map(Expression::type).toList();
        yield (v, rowCount) -> TextFormat.format(v, rowCount, types, zone);
      }
      case FORMAT_NUMBER -> {
        var numbers = new GroupedNumbers(call.argument(0).type());
        yield (v, _) -> numbers.format(v[0], v[1]);
      }
      case RAISE_ERROR ->
          (v, rowCount) ->
              TextForms.raise(texts(v[0]), v.length == 1 ? null : texts(v[1]), rowCount);
      case FIND_IN_SET -> (v, _) -> TextForms.findInSet(texts(v[0]), texts(v[1]));
      case URL_ENCODE -> (v, _) -> Addresses.encode(texts(v[0]));
      case URL_DECODE -> (v, _) -> Addresses.decode(texts(v[0]), OnError.FAIL);
      case TRY_URL_DECODE -> (v, _) -> Addresses.decode(texts(v[0]), OnError.GIVE_NULL);
      case PARSE_URL -> (v, rowCount) -> Addresses.part(v, rowCount, OnError.FAIL);
      case TRY_PARSE_URL -> (v, rowCount) -> Addresses.part(v, rowCount, OnError.GIVE_NULL);
      case XPATH_TEXT -> new XmlPaths()::texts;
      case XPATH_NUMBER -> new XmlPaths()::numbers;
      case XPATH_BOOLEAN -> new XmlPaths()::booleans;
      default -> throw new IllegalArgumentException("no form of strings: " + call);
    };
  }

  private static BytesVector texts(Vector vector) {
    return (BytesVector) vector;
  }
}
