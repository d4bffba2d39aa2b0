package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.cli.console.ExitCode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the options of formats do, each alone, and what is said of a wrong value.
class FileOptionsTest {

  /// A file, what all of it reads as without the option, and with it; a semicolon ends a line.
  record Effect(String format, String option, String text, String without, String with) {

    String name() {
      return option.substring(0, option.indexOf('='));
    }
  }

  private static final String MULTI = "id,v\n1,\"a\nb\"\n";
  private static final String BAD = "id,v\n1,a\n2\n";

  /// Of a file whose first record is malformed: what is compared is that it is.
  private static final String CORRUPT = "corrupt";

  private static final String BAD_JSON = "{\"id\":1}\n{\"id\":\n";

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void open() {
    cli = new Cli(folder.resolve("home"));
  }

  static List<Effect> effects() {
    return Stream.of(ofCsv(), ofCsvToo(), ofJson(), ofJsonToo()).flatMap(List::stream).toList();
  }

  private static List<Effect> ofCsv() {
    return List.of(
        csv("header=false", "id\n1\n", "id;1;", "_c0;id;1;"),
        csv("inferSchema=false", "id\n01\n", "id;1;", "id;01;"),
        csv("sep=;", "a;b\n1;2\n", "a;b;1;2;", "a,b;1,2;"),
        csv("sep=\\t", "a\tb\n1\t2\n", "a\tb;1\t2;", "a,b;1,2;"),
        csv("sep=::", "a::b\n1::2\n", "a::b;1::2;", "a,b;1,2;"),
        csv("delimiter=|", "a|b\n1|2\n", "a|b;1|2;", "a,b;1,2;"),
        csv("quote=''''", "a,b\n'1,2',3\n", "a,b;'1,2';", "a,b;\"1,2\",3;"),
        csv("quote=", "a,b\n1,\"2\n", "a,b;1,2;", "a,b;1,\"\"\"2\";"),
        csv("escape=\\", "a,b\n\"x\\\"y\",3\n", "a,b;\"\"\"x\\\"\"y\"\"\",3;", "a,b;\"x\"\"y\",3;"),
        csv("comment=#", "# c\na,b\n#1,2\n3,4\n", "# c;a;#1;3;", "a,b;3,4;"),
        csv("nullValue=NA", "a,b\nNA,1\n2,NA\n", "a,b;NA,1;2,NA;", "a,b;,1;2,;"),
        csv("dateFormat=dd.MM.yyyy", "d\n31.12.2020\n", "d;31.12.2020;", "d;2020-12-31;"),
        csv(
            "timestampFormat=dd.MM.yyyy HH",
            "t\n31.12.2020 23\n",
            "t;31.12.2020 23;",
            "t;2020-12-31 23:00:00;"),
        csv("mode=PERMISSIVE", BAD, "id,v;1,a;2,;", "id,v;1,a;2,;"),
        csv("mode=dropmalformed", BAD, "id,v;1,a;2,;", "id,v;1,a;"),
        csv(
            "columnNameOfCorruptRecord=broken",
            "id,broken\n1,7\n2,8,9\n",
            "id,broken;1,7;2,8;",
            "id,broken;1,;2,\"2,8,9\";"),
        csv("ignoreLeadingWhiteSpace=true", "a,b\n x, y \n", "a,b; x, y ;", "a,b;x,y ;"),
        csv("ignoreTrailingWhiteSpace=true", "a,b\n x, y \n", "a,b; x, y ;", "a,b; x, y;"),
        csv("multiLine=true", MULTI, "id,v;1,a;\"b\"\"\",;", "id,v;1,\"a;b\";"),
        csv("encoding=ISO-8859-1", "v\n\u00e4\n", "v;\ufffd;", "v;\u00e4;"),
        csv("charset=latin1", "v\n\u00e4\n", "v;\ufffd;", "v;\u00e4;"),
        csv(
            "timestampNTZFormat=dd.MM.yyyy HH,schema=t timestamp_ntz",
            "t\n31.12.2020 23\n",
            "t;31.12.2020 23;",
            "t;2020-12-31 23:00:00;"),
        csv(
            "timeZone=+02:00",
            "t\n2020-12-31 23:00:00\n",
            "t;2020-12-31 23:00:00;",
            "t;2020-12-31 21:00:00;"),
        csv("preferDate=false", "d\n2020-12-31\n", "d;2020-12-31;", "d;2020-12-31 00:00:00;"),
        csv("enforceSchema=true", "a\n1\n", "a;1;", "a;1;"),
        csv("emptyValue=none", "a,b\n\"\",1\n", "a,b;\"\",1;", "a,b;none,1;"),
        csv("nanValue=nix", "a\nnix\n1.5\n", "a;nix;1.5;", "a;NaN;1.5;"),
        csv("nanValue=nix,schema=a double", "a\nnix\n1.5\n", "a;nix;1.5;", "a;NaN;1.5;"),
        csv("positiveInf=up,schema=a float", "a\nup\n1.5\n", "a;up;1.5;", "a;Infinity;1.5;"),
        csv("negativeInf=dn,schema=a float", "a\ndn\n1.5\n", "a;dn;1.5;", "a;-Infinity;1.5;"),
        csv(
            "charToEscapeQuoteEscaping=\\,escape=!",
            "a\n\"x\\!y!\"z\"\n",
            "a;\"\"\"x\\!y!\"\"z\"\"\";",
            "a;\"x!y\"\"z\";"),
        csv("lineSep=;", "a\nx;1", "a;x;1;", "\"a;x\";1;"),
        csv("maxColumns=2", "a,b\n1,2\n", "a,b;1,2;", "a,b;1,2;"),
        csv("maxCharsPerColumn=3", "a,b\n123,2\n", "a,b;123,2;", "a,b;123,2;"));
  }

  private static List<Effect> ofCsvToo() {
    return List.of(
        csv(
            "unescapedQuoteHandling=STOP_AT_CLOSING_QUOTE",
            "a,b\n\"x\"y\",1\n",
            "a,b;\"\"\"x\"\"y\"\"\",1;",
            "a,b;\"x\"\"y\",1;"),
        csv(
            "unescapedQuoteHandling=SKIP_VALUE",
            "a,b\n\"x\"y\",1\n",
            "a,b;\"\"\"x\"\"y\"\"\",1;",
            "a,b;,1;"),
        csv("sep=\\u0001", "a\u0001b\n1\u00012\n", "a\u0001b;1\u00012;", "a,b;1,2;"));
  }

  private static List<Effect> ofJson() {
    return List.of(
        json(
            "dateFormat=dd.MM.yyyy,schema=d date",
            "{\"d\":\"31.12.2020\"}",
            "d;31.12.2020;",
            "d;2020-12-31;"),
        json(
            "timestampFormat=dd.MM.yyyy HH,schema=t timestamp",
            "{\"t\":\"31.12.2020 23\"}\n{\"t\":0}",
            "t;31.12.2020 23;0;",
            "t;2020-12-31 23:00:00;1970-01-01 00:00:00;"),
        json(
            "timestampNTZFormat=dd.MM.yyyy HH,schema=t timestamp_ntz",
            "{\"t\":\"31.12.2020 23\"}",
            "t;31.12.2020 23;",
            "t;2020-12-31 23:00:00;"),
        json(
            "timeZone=+02:00,inferTimestamp=true",
            "{\"t\":\"2020-12-31 23:00:00\"}",
            "t;2020-12-31 23:00:00;",
            "t;2020-12-31 21:00:00;"),
        json(
            "inferTimestamp=true",
            "{\"t\":\"2020-12-31T23:00:00Z\"}",
            "t;2020-12-31T23:00:00Z;",
            "t;2020-12-31 23:00:00;"),
        json("prefersDecimal=true", "{\"a\":1.50}", "a;1.5;", "a;1.50;"),
        json("dropFieldIfAllNull=true", "{\"a\":1,\"b\":null}", "a,b;1,;", "a;1;"),
        json("multiLine=true", "[{\"a\":\n1},{\"a\":2}]", "_corrupt_record;,;", "a;1;2;"),
        json("lineSep=;", "{\"a\":1};{\"a\":2}", "_corrupt_record;,;", "a;1;2;"),
        json("allowComments=true", "{\"a\":/* x */1}\n{\"a\":2}", CORRUPT, "a;1;2;"),
        json("allowUnquotedFieldNames=true", "{a:1}\n{\"a\":2}", CORRUPT, "a;1;2;"),
        json("allowSingleQuotes=false", "{'a':1}\n{\"a\":2}", "a;1;2;", CORRUPT),
        json("allowNumericLeadingZeros=true", "{\"a\":01}\n{\"a\":2}", CORRUPT, "a;1;2;"),
        json(
            "allowBackslashEscapingAnyCharacter=true",
            "{\"a\":\"\\$\"}\n{\"a\":2}",
            CORRUPT,
            "a;$;2;"),
        json("allowUnquotedControlChars=true", "{\"a\":\"\t\"}\n{\"a\":2}", CORRUPT, "a;\t;2;"),
        json("allowNonNumericNumbers=false", "{\"a\":NaN}\n{\"a\":2}", "a;NaN;2.0;", CORRUPT),
        json("maxNestingDepth=1", "{\"a\":[[1]]}\n{\"a\":2}", "a;[[1]];2;", CORRUPT),
        json("maxNumLen=3", "{\"a\":1234}\n{\"a\":2}", "a;1234;2;", CORRUPT),
        json("maxStringLen=3", "{\"a\":\"1234\"}\n{\"a\":2}", "a;1234;2;", CORRUPT),
        json(
            "mode=PERMISSIVE",
            BAD_JSON,
            "id,_corrupt_record;1,;,\"{\"\"id\"\":\";",
            "id,_corrupt_record;1,;,\"{\"\"id\"\":\";"),
        json("mode=DROPMALFORMED", BAD_JSON, "id,_corrupt_record;1,;,\"{\"\"id\"\":\";", "id;1;"));
  }

  private static List<Effect> ofJsonToo() {
    return List.of(
        json(
            "columnNameOfCorruptRecord=broken",
            BAD_JSON,
            "id,_corrupt_record;1,;,\"{\"\"id\"\":\";",
            "id,broken;1,;,\"{\"\"id\"\":\";"),
        json("primitivesAsString=true", "{\"a\":1.50}", "a;1.5;", "a;1.50;"),
        json("encoding=windows-1252", "{\"a\":\"\u00e4\"}", "a;\ufffd;", "a;\u00e4;"),
        json("charset=ISO-8859-1", "{\"a\":\"\u00e4\"}", "a;\ufffd;", "a;\u00e4;"));
  }

  private static Effect csv(String option, String text, String without, String with) {
    return new Effect("csv", option, text, without, with);
  }

  private static Effect json(String option, String text, String without, String with) {
    return new Effect("json", option, text, without, with);
  }

  @ParameterizedTest
  @MethodSource("effects")
  void anOptionDoesWhatItSays(Effect effect) throws IOException {
    var file = file("t." + effect.format(), effect.text(), StandardCharsets.ISO_8859_1);

    assertThat(rows(file)).satisfies(rows -> assertIs(rows, effect.without()));
    assertThat(rows(file + "," + effect.option())).satisfies(rows -> assertIs(rows, effect.with()));
  }

  private static void assertIs(String rows, String expected) {
    if (expected.equals(CORRUPT)) {
      assertThat(rows).startsWith("a,_corrupt_record;,");
    } else if (expected.equals("_corrupt_record;,;")) {
      assertThat(rows).contains("infer a schema");
    } else {
      assertThat(rows).isEqualTo(expected);
    }
  }

  /// An option that is added later fails here until its effect is shown above.
  @ParameterizedTest
  @CsvSource({"csv", "json"})
  void everyOptionIsShownAbove(String format) throws IOException {
    var file = file("t." + format, "", StandardCharsets.UTF_8);
    var message = read(file + ",format=" + format + ",no=x").err().strip();
    var known = message.substring(message.indexOf(" It has ") + 8).split(", ", -1);

    var shown = effects().stream().filter(e -> e.format().equals(format)).map(Effect::name);
    // It is an option of files that are written, below.
    assertThat(known)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(shown, Stream.of("compression")).distinct().toList());
  }

  @ParameterizedTest
  @CsvSource({"csv, , .csv", "csv, gzip, .csv.gz", "json, , .json", "json, GZIP, .json.gz"})
  void textIsWrittenPlainOrCompressed(String format, @Nullable String compression, String ending)
      throws IOException {
    assertThat(written(format, compression).toString()).endsWith(ending);
  }

  @ParameterizedTest
  @CsvSource({
    ", ZSTD",
    "snappy, SNAPPY",
    "gzip, GZIP",
    "lz4_raw, LZ4_RAW",
    "none, UNCOMPRESSED",
    "ZSTD, ZSTD"
  })
  void parquetIsCompressedAsAsked(@Nullable String compression, CompressionCodecName codec)
      throws IOException {
    var file = written("parquet", compression);

    try (var reader = ParquetFileReader.open(new LocalInputFile(file))) {
      var chunk = reader.getFooter().getBlocks().getFirst().getColumns().getFirst();
      assertThat(chunk.getCodec()).isEqualTo(codec);
    }
  }

  /// The one file that holds a row, which is read back.
  private Path written(String format, @Nullable String compression) throws IOException {
    var output = folder.resolve("out");
    var arguments =
        new ArrayList<>(
            List.of(
                "sql", "SELECT 7 AS a", "--output", output.toString(), "--output-format", format));
    if (compression != null) {
      arguments.addAll(List.of("--output-option", "compression=" + compression));
    }
    var outcome = cli.run(arguments.toArray(String[]::new));

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(rows(output + ",format=" + format)).isEqualTo("a;7;");
    try (var files = Files.newDirectoryStream(output, "part-*")) {
      return files.iterator().next();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      textBlock =
          """
          csv! header=yes! option header of csv is 'yes'; use true, false
          csv! inferSchema=1! option inferSchema of csv is '1'; use true, false
          csv! multiLine=no! option multiLine of csv is 'no'; use true, false
          csv! ignoreLeadingWhiteSpace=x! option ignoreLeadingWhiteSpace of csv is 'x'; use true, false
          csv! ignoreTrailingWhiteSpace=x! option ignoreTrailingWhiteSpace of csv is 'x'; use true, false
          csv! sep=! option sep of csv is ''; use the character between fields
          csv! sep='"'! sep, quote and comment must differ
          csv! delimiter='"'! sep, quote and comment must differ
          csv! quote=ab! option quote of csv is 'ab'; use a single ASCII character
          csv! quote=§! option quote of csv is '§'; use a single ASCII character
          csv! escape=ab! option escape of csv is 'ab'; use a single ASCII character
          csv! escape=§! option escape of csv is '§'; use a single ASCII character
          csv! comment=ab! option comment of csv is 'ab'; use a single ASCII character
          csv! comment=§! option comment of csv is '§'; use a single ASCII character
          csv! mode=SLOPPY! option mode of csv is 'SLOPPY'; use PERMISSIVE, DROPMALFORMED, FAILFAST
          csv! dateFormat=yyyy-bb! 'yyyy-bb' is no pattern for dates and times: Unknown pattern letter: b
          csv! timestampFormat=yyyy-bb! 'yyyy-bb' is no pattern for dates and times: Unknown pattern letter: b
          csv! dateFormat=yyyy-bb,schema=id date! 'yyyy-bb' is no pattern for dates and times
          csv! compression=bzip2! option compression of csv is 'bzip2'; use none, gzip
          csv! encoding=latin-1x! option encoding of csv is 'latin-1x'; use UTF-8, ISO-8859-1, windows-1252, UTF-16
          csv! charset=a b! option encoding of csv is 'a b'; use UTF-8
          csv! schema="id int, _corrupt_record int"! column _corrupt_record of table t is int; it takes bad records, and so must be string
          csv! hedaer=true! csv has no option 'hedaer'; did you mean 'header'? It has charset, char
          csv! ignoreWhitespace=true! csv has no option 'ignoreWhitespace'
          csv! lineSep=ab! option lineSep of csv is 'ab'; use one ASCII character
          csv! maxColumns=0! option maxColumns of csv is '0'; use a whole number from 1 on
          csv! timeZone=Mars! option timeZone of csv is 'Mars'; use a name such as Europe/Berlin
          csv! sep=\\x! option sep of csv is '\\x'; use \\t
          csv! unescapedQuoteHandling=X! option unescapedQuoteHandling of csv is 'X'; use STOP_AT_DELIMITER, STOP_AT_CLOSING_QUOTE
          csv! locale=de-DE! option locale of csv is not supported but as en-US
          csv! samplingRatio=0.1! option samplingRatio of csv is not supported but as 1.0
          csv! columnPruning=false! option columnPruning of csv is not supported but as true
          csv! singleVariantColumn=v! option singleVariantColumn of csv is not supported
          csv! pathGlobFilter=*.csv! option pathGlobFilter of csv is not supported; say it in the path
          csv! enforceSchema=false,schema="x int"! column 1 is 'id' in the header, but 'x' in the schema
          json! recursiveFileLookup=true! option recursiveFileLookup of json is not supported
          json! mode=SLOPPY! option mode of json is 'SLOPPY'; use PERMISSIVE, DROPMALFORMED, FAILFAST
          json! primitivesAsString=x! option primitivesAsString of json is 'x'; use true, false
          json! dateFormat=yyyy-bb! 'yyyy-bb' is no pattern for dates and times
          json! timestampFormat=yyyy-bb! 'yyyy-bb' is no pattern for dates and times
          json! compression=bzip2! option compression of json is 'bzip2'; use none, gzip
          json! encoding=utf8-x! option encoding of json is 'utf8-x'; use UTF-8
          json! schema="id int, _corrupt_record int"! column _corrupt_record of table t is int
          json! primitiveAsString=true! json has no option 'primitiveAsString'; did you mean 'primitivesAsString'?
          json! sep=;! json has no option 'sep'. It has allowBackslash
          parquet! compression=brotli! option compression of parquet is 'brotli'; use zstd, snappy, gzip, lz4_raw, none
          parquet! compresion=zstd! parquet has no option 'compresion'; did you mean 'compression'? It has compression
          orc! x=1! 'orc' is not a file format; use parquet, csv or json
          """)
  void aWrongValueIsNamed(String format, String option, String message) throws IOException {
    var text = format.equals("json") ? "{\"id\":1}\n" : "id\n1\n";
    var outcome =
        read(file("t.txt", text, StandardCharsets.UTF_8) + ",format=" + format + "," + option);

    assertThat(outcome.err()).startsWith("error: ").contains(message).doesNotContain("\tat ");
    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
  }

  @ParameterizedTest
  @CsvSource({
    "t.csv, hedaer=true, csv has no option 'hedaer'; did you mean 'header'?",
    "t.json, moed=FAILFAST, json has no option 'moed'; did you mean 'mode'?",
    "t.json.gz, header=true, json has no option 'header'",
    "t.parquet, header=true, parquet has no option 'header'"
  })
  void theFormatFollowsFromTheNameOfTheFile(String name, String option, String message) {
    assertThat(read(folder.resolve(name) + "," + option).err()).startsWith("error: " + message);
  }

  @ParameterizedTest
  @CsvSource({"csv, encoding=UTF-16", "json, charset=latin1"})
  void whatIsWrittenIsUtf8(String format, String option) {
    var output = folder.resolve("out").toString();
    var outcome =
        cli.run(
            "sql",
            "SELECT 1 AS a",
            "--output",
            output,
            "--output-format",
            format,
            "--output-option",
            option);

    assertThat(outcome.err())
        .startsWith("error: option encoding of " + format)
        .contains("files are written in UTF-8 alone");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "windows-1252", "UTF-8"})
  void everyEncodingIsReadWhole(String encoding) throws IOException {
    var text = new StringBuilder("id,v\n");
    for (int i = 0; i < 50_000; i++) {
      text.append(i).append(",\u00e4").append(i % 7).append('\n');
    }
    var charset = Charset.forName(encoding);
    var file = file("t.csv", text.toString(), charset);

    var outcome =
        cli.csv(
            "-t",
            "t=" + file + ",encoding=" + encoding,
            "SELECT count(*) AS n, sum(id) AS s, min(v) AS low, max(v) AS high FROM t");

    assertThat(outcome)
        .isEqualTo(new Cli.Outcome(0, "n,s,low,high\n50000,1249975000,\u00e40,\u00e46\n", ""));
  }

  @Test
  void bytesThatAreNoUtf8AreReplacedWhereverTheyGo() throws IOException {
    var csv = file("t.csv", "id,v\n1,\u00e4\n", StandardCharsets.ISO_8859_1);
    var json =
        file(
            "t.json", "{\"v\":\"\u00e4\",\"n\":{\"x\":\"\u00e4\"}}\n", StandardCharsets.ISO_8859_1);

    for (var format : List.of("table", "csv", "json")) {
      assertThat(cli.run("sql", "-q", "--format", format, "SELECT v FROM csv.`" + csv + "`").out())
          .contains("\ufffd");
      assertThat(
              cli.run("sql", "-q", "--format", format, "SELECT v, n FROM json.`" + json + "`")
                  .out())
          .containsPattern("\ufffd.*\ufffd");
      assertThat(
              cli.run("sql", "-q", "--format", format, "SELECT CAST(X'41ff' AS STRING) AS v").out())
          .contains("A\ufffd");
    }
    for (var format : List.of("csv", "json")) {
      var output = folder.resolve("out-" + format);
      cli.run(
          "sql",
          "SELECT CAST(X'41ff' AS STRING) AS v",
          "--output",
          output.toString(),
          "--output-format",
          format);
      try (var files = Files.newDirectoryStream(output, "part-*")) {
        assertThat(Files.readString(files.iterator().next())).contains("A\ufffd");
      }
    }
  }

  private String rows(String table) {
    var outcome = read(table);
    return (outcome.code() == 0 ? outcome.out() : outcome.err()).replace('\n', ';');
  }

  private Cli.Outcome read(String table) {
    return cli.csv("--time-zone", "UTC", "-t", "t=" + table, "SELECT * FROM t");
  }

  private String file(String name, String text, Charset charset) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(charset)).toString();
  }
}
