package dev.stint.coordinator.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What a page is made of, as it lies on the class path: our own files beside this class, and the
/// library of charts in its WebJar.
final class Assets {

  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/";

  /// A file by the name under which pages ask for it.
  private record Asset(String name, String resource) {

    static Asset ours(String name) {
      return new Asset(name, name);
    }
  }

  private static final Asset SKELETON = Asset.ours("page.html");

  private static final List<Asset> STYLES =
      List.of(new Asset("uplot.css", CHARTS + "dist/uPlot.min.css"), Asset.ours("page.css"));

  /// Each uses those before it.
  private static final List<Asset> SCRIPTS =
      List.of(
          new Asset("uplot.js", CHARTS + "dist/uPlot.iife.min.js"),
          Asset.ours("format.js"),
          Asset.ours("dom.js"),
          Asset.ours("charts.js"),
          Asset.ours("graph.js"),
          Asset.ours("timeline.js"),
          Asset.ours("attempts.js"),
          Asset.ours("stage.js"),
          Asset.ours("run.js"),
          Asset.ours("list.js"),
          Asset.ours("compare.js"),
          Asset.ours("app.js"));

  private Assets() {}

  /// The page with comments where styles and scripts go.
  static String skeleton() {
    return text(SKELETON);
  }

  static List<String> styleNames() {
    return STYLES.stream().map(Asset::name).toList();
  }

  static List<String> scriptNames() {
    return SCRIPTS.stream().map(Asset::name).toList();
  }

  /// A style or script; empty when there is none of that name.
  static Optional<String> find(String name) {
    return java.util.stream.Stream.concat(STYLES.stream(), SCRIPTS.stream())
        .filter(asset -> asset.name().equals(name))
        .findFirst()
        .map(Assets::text);
  }

  /// What the library of charts asks to be told with it.
  static String chartsLicense() {
    return text(new Asset("LICENSE", CHARTS + "LICENSE"));
  }

  private static String text(Asset asset) {
    try (var stream = Assets.class.getResourceAsStream(asset.resource())) {
      if (stream == null) {
        throw new IllegalStateException("the resource " + asset.resource() + " is missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
