package dev.stint.executor.scan.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.stint.plan.format.JsonFormat;

/// Makes parsers that take for JSON what the user wants taken for it.
final class JsonDialect {

  private JsonDialect() {}

  static JsonFactory factory(JsonFormat format) {
    var dialect = format.dialect();
    return JsonFactory.builder()
        // Field names come from data, not from code: they are not worth keeping for ever.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(bound(dialect.maxNestingDepth()))
                .maxNumberLength(bound(dialect.maxNumLen()))
                .maxStringLength(bound(dialect.maxStringLen()))
                .build())
        .configure(JsonReadFeature.ALLOW_JAVA_COMMENTS, dialect.allowComments())
        .configure(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, dialect.allowUnquotedFieldNames())
        .configure(JsonReadFeature.ALLOW_SINGLE_QUOTES, dialect.allowSingleQuotes())
        .configure(
            JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS, dialect.allowNumericLeadingZeros())
        .configure(
            JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER,
            dialect.allowBackslashEscapingAnyCharacter())
        .configure(
            JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, dialect.allowUnquotedControlChars())
        .configure(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, dialect.allowNonNumericNumbers())
        .build();
  }

  private static int bound(int given) {
    return given < 0 ? Integer.MAX_VALUE : given;
  }
}
