package dev.stint.tests.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Calls of AWS's services that Stint itself has no client for, with somebody's credentials.
///
/// @param credentials of whoever calls
public record SignedCalls(HttpClient http, URI endpoint, AwsCredentialsIdentity credentials) {

  private static final Set<String> SET_BY_CLIENT = Set.of("host", "content-length");

  /// What came back.
  public record Answer(int status, String body) {

    /// Protocols differ in the status of a denial.
    boolean isDenied() {
      return status == 403 || body.contains("AccessDenied");
    }

    /// The text of the first XML element of that name.
    String element(String name) {
      var matcher = Pattern.compile("<%1$s>([^<]*)</%1$s>".formatted(name)).matcher(body);
      if (!matcher.find()) {
        throw new AssertionError("no <%s> in answer %d: %s".formatted(name, status, body));
      }
      return matcher.group(1);
    }
  }

  /// As its owner.
  public static SignedCalls of(MiniStack stack) throws IOException {
    return new SignedCalls(
        stack.http(),
        stack.endpoint(),
        AwsCredentialsIdentity.create(MiniStack.ACCESS_KEY, MiniStack.ACCESS_KEY));
  }

  /// The same calls as somebody who has taken on a role.
  public SignedCalls as(String roleArn) throws IOException {
    var answer =
        query(
            "sts",
            Map.of(
                "Action",
                "AssumeRole",
                "Version",
                "2011-06-15",
                "RoleArn",
                roleArn,
                "RoleSessionName",
                "test"));
    return new SignedCalls(
        http,
        endpoint,
        AwsSessionCredentialsIdentity.create(
            answer.element("AccessKeyId"),
            answer.element("SecretAccessKey"),
            answer.element("SessionToken")));
  }

  /// A role that `document` is the only policy of.
  public String role(String name, String document) throws IOException {
    var trust =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
          "Principal": {"AWS": "arn:aws:iam::000000000000:root"}}]}
        """;
    var role =
        query(
            "iam",
            Map.of(
                "Action",
                "CreateRole",
                "Version",
                "2010-05-08",
                "RoleName",
                name,
                "AssumeRolePolicyDocument",
                trust));
    var policy =
        query(
            "iam",
            Map.of(
                "Action", "PutRolePolicy",
                "Version", "2010-05-08",
                "RoleName", name,
                "PolicyName", "all",
                "PolicyDocument", document));
    if (policy.status() != 200) {
      throw new AssertionError("no policy: " + policy);
    }
    return role.element("Arn");
  }

  /// A call of a service with a form and an answer in XML.
  public Answer query(String service, Map<String, String> form) throws IOException {
    var body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return send(service, "/", body, Map.of("Content-Type", "application/x-www-form-urlencoded"));
  }

  /// A call by POST.
  Answer send(String service, String path, String body, Map<String, String> headers)
      throws IOException {
    return send(SdkHttpMethod.POST, service, path, body, headers);
  }

  /// Makes a bucket, `name`, or an object, `bucket/key`.
  public Answer putInS3(String path, String body) throws IOException {
    return send(SdkHttpMethod.PUT, "s3", "/" + path, body, Map.of());
  }

  /// Whether there is an object, `bucket/key`.
  public boolean isInS3(String path) throws IOException {
    return send(SdkHttpMethod.GET, "s3", "/" + path, "", Map.of()).status() == 200;
  }

  private Answer send(
      SdkHttpMethod method, String service, String path, String body, Map<String, String> headers)
      throws IOException {
    var uri = endpoint.resolve(path);
    var request = SdkHttpRequest.builder().method(method).uri(uri);
    headers.forEach(request::putHeader);
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(credentials)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, MiniStack.REGION));
    var sent =
        HttpRequest.newBuilder(uri)
            .method(method.name(), HttpRequest.BodyPublishers.ofString(body));
    signed
        .request()
        .forEachHeader(
            (name, values) -> {
              if (!SET_BY_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> sent.header(name, value));
              }
            });
    try {
      var answer = http.send(sent.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: " + service, e);
    }
  }
}
