package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.TextRows;
import dev.stint.plan.failure.StintException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Addresses of the web: taken apart, and texts in them.
public final class Addresses {

  private Addresses() {}

  public static BytesVector encode(BytesVector texts) {
    return TextRows.texts(
        new Vector[] {texts},
        texts.rowCount(),
        row -> URLEncoder.encode(texts.string(row), StandardCharsets.UTF_8));
  }

  public static BytesVector decode(BytesVector texts, OnError onError) {
    return TextRows.texts(
        new Vector[] {texts}, texts.rowCount(), row -> decoded(texts.string(row), onError));
  }

  private static @Nullable String decoded(String text, OnError onError) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      if (onError == OnError.GIVE_NULL) {
        return null;
      }
      throw StintException.user(
          "[CANNOT_DECODE_URL] '%s' is not encoded as URLs are. Use `try_url_decode` to get NULL."
              .formatted(text),
          e);
    }
  }

  /// URL, name of a part, and key of its query if there are three arguments; NULL where absent.
  public static BytesVector part(Vector[] arguments, int rowCount, OnError onError) {
    return TextRows.texts(
        arguments,
        rowCount,
        row -> {
          var uri = parse(((BytesVector) arguments[0]).string(row), onError);
          if (uri == null) {
            return null;
          }
          String name = ((BytesVector) arguments[1]).string(row);
          if (arguments.length == 2) {
            return part(uri, name);
          }
          return name.equals("QUERY") ? value(uri, ((BytesVector) arguments[2]).string(row)) : null;
        });
  }

  private static @Nullable URI parse(String text, OnError onError) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      if (onError == OnError.GIVE_NULL) {
        return null;
      }
      throw StintException.user(
          "[INVALID_URL] '%s' is no URL. Use `try_parse_url` to get NULL.".formatted(text), e);
    }
  }

  private static @Nullable String part(URI uri, String name) {
    return switch (name) {
      case "HOST" -> uri.getHost();
      case "PATH" -> uri.getRawPath();
      case "QUERY" -> uri.getRawQuery();
      case "REF" -> uri.getRawFragment();
      case "PROTOCOL" -> uri.getScheme();
      case "FILE" -> file(uri);
      case "AUTHORITY" -> uri.getRawAuthority();
      case "USERINFO" -> uri.getRawUserInfo();
      default -> null;
    };
  }

  private static @Nullable String file(URI uri) {
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  private static @Nullable String value(URI uri, String key) {
    if (uri.getRawQuery() == null) {
      return null;
    }
    var matcher =
        Pattern.compile("(?:&|^)" + Pattern.quote(key) + "=([^&]*)").matcher(uri.getRawQuery());
    return matcher.find() ? matcher.group(1) : null;
  }
}
