package dev.stint.tests.ui;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// Debian's Chromium without a window, one for all tests of a class.
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Looks again and again, within the page.
  private static final String LOOK =
      """
      const done = arguments[arguments.length - 1];
      const end = performance.now() + 20000;
      const isSo = () => { CONDITION };
      const look = () => {
        const so = isSo() === true;
        if (so || performance.now() > end) {
          done(so);
        } else {
          setTimeout(look, 30);
        }
      };
      look();
      """;

  private final ChromeDriver driver;

  Browser() {
    var options = new ChromeOptions();
    options.setBinary(program("chromium").orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        // Containers give no sandbox, and their /dev/shm is small.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars",
        "--window-size=1280,900");
    var logging = new LoggingPreferences();
    logging.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logging);
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver").orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    this.driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(PATIENCE.plusSeconds(10));
  }

  /// What is missing, and how to get it; empty when all is there.
  static Optional<String> missing() {
    boolean isThere = program("chromium").isPresent() && program("chromedriver").isPresent();
    return isThere
        ? Optional.empty()
        : Optional.of(
            "there are no chromium and chromedriver on the path: apt-get install chromium"
                + " chromium-driver");
  }

  private static Optional<Path> program(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Goes to a page and waits until it is drawn.
  void open(URI address) {
    // Another part of the same document is no new page to the browser.
    driver.get("about:blank");
    driver.get(address.toString());
    waitUntilDrawn();
  }

  void waitUntilDrawn() {
    until("main is drawn", "return document.getElementById('main')?.dataset.ready === 'true'");
  }

  /// Waits until a script returns true.
  void until(String what, String script) {
    boolean isSo =
        (boolean)
            Objects.requireNonNull(driver.executeAsyncScript(LOOK.replace("CONDITION", script)));
    if (!isSo) {
      throw new AssertionError(
          "not so after %s: %s; the page says: %s".formatted(PATIENCE, what, text("body")));
    }
  }

  /// What a script returns.
  Object run(String script, Object... arguments) {
    return Objects.requireNonNull(driver.executeScript(script, arguments), script);
  }

  /// The strings that a script returns.
  List<String> strings(String script, Object... arguments) {
    return ((List<?>) run(script, arguments)).stream().map(Object::toString).toList();
  }

  double number(String script) {
    return ((Number) run(script)).doubleValue();
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  String text(String selector) {
    return find(selector).getText();
  }

  String title() {
    return Objects.requireNonNullElse(driver.getTitle(), "");
  }

  void resize(int width, int height) {
    // A window of Chromium without a window can be no narrower than 500 pixels: the device can.
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    driver.manage().window().setSize(new Dimension(Math.max(width, 500), height));
  }

  void prefer(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void print() {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
  }

  void noLongerPrint() {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
  }

  /// What the page complained of since it was asked last.
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(entry -> entry.getMessage())
        .toList();
  }

  /// What is in sight, as a picture.
  void screenshot(Path file) {
    var bytes = driver.getScreenshotAs(org.openqa.selenium.OutputType.BYTES);
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ChromeDriver driver() {
    return driver;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
