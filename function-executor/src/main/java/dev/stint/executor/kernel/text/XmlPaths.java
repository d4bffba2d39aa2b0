package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Nulls;
import dev.stint.executor.kernel.TextRows;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// Values in XML texts, by paths. Belongs to one expression of one task. Nothing outside of a text
/// is read, whatever it refers to.
public final class XmlPaths {

  private final DocumentBuilder documents = documents();
  private final XPath paths = XPathFactory.newInstance().newXPath();
  private @Nullable String lastPath;
  private @Nullable XPathExpression lastExpression;

  private static DocumentBuilder documents() {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      var builder = factory.newDocumentBuilder();
      // Errors are thrown; they need not be printed, too.
      builder.setErrorHandler(null);
      return builder;
    } catch (ParserConfigurationException e) {
      throw StintException.internal("this Java reads no XML", e);
    }
  }

  /// NULL where the text or the path is empty, as of all three.
  public BytesVector texts(Vector[] v, int rowCount) {
    return TextRows.texts(v, rowCount, row -> (String) value(v, row, XPathConstants.STRING));
  }

  public LongVector booleans(Vector[] v, int rowCount) {
    return TextRows.longsOrNull(
        v,
        rowCount,
        row -> {
          var value = (Boolean) value(v, row, XPathConstants.BOOLEAN);
          return value == null ? null : value ? 1L : 0L;
        });
  }

  /// NaN where there is no number.
  public DoubleVector numbers(Vector[] v, int rowCount) {
    boolean[] nulls = Nulls.any(v, rowCount);
    boolean[] missing = new boolean[rowCount];
    double[] out = new double[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (!Nulls.isNull(nulls, row)) {
        var value = (Double) value(v, row, XPathConstants.NUMBER);
        missing[row] = value == null;
        out[row] = value == null ? 0 : value;
      }
    }
    return new DoubleVector(rowCount, out, Nulls.either(nulls, missing, rowCount));
  }

  private @Nullable Object value(Vector[] v, int row, QName type) {
    String xml = ((BytesVector) v[0]).string(row);
    String path = ((BytesVector) v[1]).string(row);
    if (xml.isEmpty() || path.isEmpty()) {
      return null;
    }
    var expression = expression(path);
    try {
      return expression.evaluate(document(xml), type);
    } catch (XPathExpressionException e) {
      throw StintException.user(
          "the XPath '%s' has no such value: %s".formatted(path, cause(e)), e);
    }
  }

  private XPathExpression expression(String path) {
    if (lastExpression == null || !path.equals(lastPath)) {
      try {
        lastExpression = paths.compile(path);
        lastPath = path;
      } catch (XPathExpressionException e) {
        throw StintException.user("'%s' is no XPath: %s".formatted(path, cause(e)), e);
      }
    }
    return lastExpression;
  }

  private Document document(String xml) {
    try {
      return documents.parse(new InputSource(new StringReader(xml)));
    } catch (SAXException e) {
      String start = xml.length() > 80 ? xml.substring(0, 80) + "…" : xml;
      throw StintException.user("'%s' is no XML: %s".formatted(start, e.getMessage()), e);
    } catch (IOException e) {
      throw StintException.internal("XML was read from memory", e);
    }
  }

  private static String cause(XPathExpressionException e) {
    return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
  }
}
