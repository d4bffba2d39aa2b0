package dev.stint.tests.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Views at the widths of phones, tablets and laptops: nothing overlaps, and nothing is wider than
/// the window. With `-Dscreenshots=update` the pictures of `docs/pictures` are made anew.
@NeedsBrowser
class LayoutTest {

  private static final int HEIGHT = 900;
  private static final List<Integer> WIDTHS = List.of(360, 768, 1280);

  /// Boxes of a view that must lie apart, those of one group beside or below each other.
  private static final List<String> APART =
      List.of(
          ".view > *",
          ".figures > div",
          ".stages > details",
          ".hint > *",
          ".filters > *",
          ".jobs > *",
          ".pair > *",
          ".legend > li",
          ".graph .node > rect.box, .graph .table > rect",
          ".graph .amount");

  private static final String OVERLAPS =
      """
      const result = [];
      for (const selector of arguments[0]) {
        const groups = new Map();
        document.querySelectorAll(selector).forEach((one) => {
          const parent = one.closest('svg') || one.parentElement;
          groups.set(parent, (groups.get(parent) || []).concat(one));
        });
        groups.forEach((all) => {
          const boxes = all.map((one) => [one, one.getBoundingClientRect()])
            .filter(([, box]) => box.width > 0 && box.height > 0);
          boxes.forEach(([one, a], i) => boxes.slice(i + 1).forEach(([other, b]) => {
            const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (across > 1 && down > 1) {
              result.push(selector + ': ' + one.textContent.slice(0, 40) + ' | ' + other.textContent.slice(0, 40));
            }
          }));
        });
      }
      return result;
      """;

  /// What sticks out of the window, but for what lies in a box that scrolls.
  private static final String TOO_WIDE =
      """
      const width = document.documentElement.clientWidth;
      const scrolls = (one) => one !== null && (['auto', 'scroll', 'hidden'].includes(getComputedStyle(one).overflowX)
        || scrolls(one.parentElement));
      const result = [...document.querySelectorAll('body *')]
        .filter((one) => one.getBoundingClientRect().right > width + 1 && !scrolls(one.parentElement) && !one.matches('.sr, .skip'))
        .map((one) => one.tagName + '.' + one.getAttribute('class') + ': ' + one.textContent.slice(0, 40));
      if (document.documentElement.scrollWidth > width) {
        result.push('the page scrolls: ' + document.documentElement.scrollWidth);
      }
      return result;
      """;

  @TempDir static Path folder;

  private static Browser browser;
  private static URI file;

  @BeforeAll
  static void open() {
    var recorded = new RecordedRuns(folder).with(RecordedRuns.ALL);
    file = recorded.htmlFile(RecordedRuns.ALL.toArray(new String[0]));
    browser = new Browser();
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  static Stream<Arguments> views() {
    return Stream.of(
            "/",
            "/run/demo-1",
            "/run/skewed/stage-2",
            "/run/faulty/stage-1",
            "/run/failed",
            "/compare/demo-1/skewed")
        .flatMap(view -> WIDTHS.stream().map(width -> Arguments.of(view, width)));
  }

  @ParameterizedTest(name = "{0} at {1} pixels")
  @MethodSource("views")
  void boxesLieApartAndFitTheWindow(String view, int width) {
    browser.resize(width, HEIGHT);

    browser.open(file.resolve("#" + view));

    assertThat(browser.strings(OVERLAPS, APART)).isEmpty();
    assertThat(browser.strings(TOO_WIDE)).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void allColumnsOfTheListFitALaptop() {
    browser.resize(1280, HEIGHT);
    browser.open(file.resolve("#/"));

    assertThat(browser.number(HIDDEN_WIDTH)).isZero();
  }

  private static final String HIDDEN_WIDTH =
      """
      const box = document.querySelector('#runs .scroll');
      return box.scrollWidth - box.clientWidth;
      """;

  @Test
  void textStandsOutFromItsGroundInLightAndDark() {
    browser.resize(1280, HEIGHT);
    for (var scheme : List.of("light", "dark")) {
      browser.prefer(scheme);
      browser.open(file.resolve("#/run/faulty/stage-1"));

      assertThat(browser.strings(FAINT_TEXT)).as(scheme).isEmpty();
    }
    browser.prefer("light");
  }

  /// By the rule of WCAG 2 for small text: a contrast of 4.5.
  private static final String FAINT_TEXT =
      """
      const parse = (color) => color.match(/[\\d.]+/g).map(Number);
      const light = (color) => color.slice(0, 3).map((part) => part / 255)
        .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
      const ground = (one) => {
        for (let at = one; at !== null; at = at.parentElement) {
          const color = getComputedStyle(at).backgroundColor;
          if (color.startsWith('rgb(')) {
            return parse(color);
          }
        }
        return [255, 255, 255];
      };
      const result = new Set();
      document.querySelectorAll('main *, header *, footer *').forEach((one) => {
        const hasText = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
        if (hasText && one.getClientRects().length > 0 && !(one instanceof SVGElement) && !one.disabled) {
          const color = getComputedStyle(one).color;
          const [a, b] = [light(parse(color)), light(ground(one))];
          const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (contrast < 4.5) {
            result.add(one.tagName + '.' + one.getAttribute('class') + ' ' + contrast.toFixed(2) + ' ' + color + ' ' + one.textContent.slice(0, 20));
          }
        }
      });
      return [...result];
      """;

  @Test
  void printsWithoutWhatOnlyAScreenCanDo() {
    browser.resize(1280, HEIGHT);
    browser.open(file.resolve("#/run/demo-1"));

    browser.print();

    assertThat(browser.strings(VISIBLE, ".filters, .buttons, .live, .skip")).isEmpty();
    assertThat(browser.strings(OVERLAPS, APART)).isEmpty();
    browser.noLongerPrint();
  }

  @Test
  void printHasAllOfTheStatementGraphAndChartsAtThePapersWidth() {
    browser.resize(1280, HEIGHT);
    browser.open(file.resolve("#/run/skewed"));
    browser.print();

    browser.run("window.dispatchEvent(new Event('beforeprint')); return true");

    assertThat(browser.strings(VISIBLE, "details.stage[open]")).hasSize(5);
    assertThat(browser.strings(NOT_DRAWN)).isEmpty();
    browser.resize(760, HEIGHT);
    assertThat(browser.strings(CUT_OFF, "#sql pre, .graph, .chart, .timeline")).isEmpty();
    browser.noLongerPrint();
  }

  /// Charts without a canvas, and canvases without a dot.
  private static final String NOT_DRAWN =
      """
      return [...document.querySelectorAll('.drawn')].filter((one) => {
        const canvas = one.tagName === 'CANVAS' ? one : one.querySelector('canvas');
        return canvas === null || canvas.width === 0 ||
          !canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value !== 0);
      }).map((one) => one.tagName + ' ' + one.getAttribute('aria-label'));
      """;

  /// What has more than it shows.
  private static final String CUT_OFF =
      """
      return [...document.querySelectorAll(arguments[0])]
        .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
        .map((one) => one.className);
      """;

  private static final String VISIBLE =
      """
      return [...document.querySelectorAll(arguments[0])]
        .filter((one) => getComputedStyle(one).display !== 'none').map((one) => one.className);
      """;

  @Test
  void picturesOfTheDocumentationAreMade() {
    if (!"update".equals(System.getProperty("screenshots"))) {
      return;
    }
    var pictures = Path.of("../docs/pictures");
    picture(pictures.resolve("run.png"), "/run/skewed", "light", 1280, 1450);
    picture(pictures.resolve("run-dark.png"), "/run/faulty", "dark", 1280, 1450);
    picture(pictures.resolve("stage.png"), "/run/skewed/stage-2", "light", 1280, 1250);
    picture(pictures.resolve("runs.png"), "/", "light", 1280, 760);
    picture(pictures.resolve("compare.png"), "/compare/demo-1/demo-2", "light", 1280, 1100);
    picture(pictures.resolve("phone.png"), "/run/skewed", "light", 390, 1400);
  }

  private static void picture(Path picture, String view, String scheme, int width, int height) {
    browser.resize(width, height);
    browser.prefer(scheme);
    browser.open(file.resolve("#" + view));
    browser.until("it is painted", "return document.readyState === 'complete'");
    browser.screenshot(picture);
    browser.prefer("light");
  }
}
