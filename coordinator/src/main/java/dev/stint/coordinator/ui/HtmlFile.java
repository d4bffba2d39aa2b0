package dev.stint.coordinator.ui;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// Pages of runs as one file that needs nothing else. The browser is told to run the file's own
/// scripts, known by their hashes, and to ask nobody for anything. What comes from users is in a
/// block of Base64, in which no markup can be.
public final class HtmlFile {

  private record Content(String madeBy, long madeAt, List<PageData> pages, RunList list) {}

  private HtmlFile() {}

  /// `madeBy` names the program and its version, and `target` what the runs are of.
  public static String of(List<PageData> pages, String madeBy, String target, Instant now) {
    var lines = pages.stream().map(RunList.Line::of).toList();
    var list = new RunList(target, lines, List.of(), List.of(), "");
    var content = new Content(madeBy, now.toEpochMilli(), pages, list);
    var data = PageJson.compressed(PageJson.bytes(content));
    var styles = Assets.styleNames().stream().map(HtmlFile::asset).toList();
    var scripts = Assets.scriptNames().stream().map(HtmlFile::asset).toList();
    var head =
        "<meta http-equiv=\"Content-Security-Policy\" content=\""
            + policy(styles, scripts)
            + "\">\n"
            + elements("style", styles);
    var body =
        "<script type=\"application/octet-stream\" id=\"data\">"
            + Base64.getEncoder().encodeToString(data)
            + "</script>\n"
            + elements("script", scripts);
    return Skeleton.with("<!-- uPlot:\n" + Assets.chartsLicense() + "-->\n" + head, body);
  }

  private static String asset(String name) {
    var text = Assets.find(name).orElseThrow();
    // It would end the element; none of ours has it.
    if (text.contains("</script") || text.contains("</style") || text.contains("<!--")) {
      throw new IllegalStateException(name + " cannot stand in a page");
    }
    return text;
  }

  private static String elements(String tag, List<String> texts) {
    return texts.stream()
        .map(text -> "<%1$s>%2$s</%1$s>\n".formatted(tag, text))
        .collect(Collectors.joining());
  }

  private static String policy(List<String> styles, List<String> scripts) {
    return "default-src 'none'; script-src %s; style-src %s; img-src data:; base-uri 'none'; form-action 'none'"
        .formatted(hashes(scripts), hashes(styles));
  }

  private static String hashes(List<String> texts) {
    return texts.stream().map(HtmlFile::hash).collect(Collectors.joining(" "));
  }

  private static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(bytes) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
