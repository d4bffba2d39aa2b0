package dev.stint.config.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stint.config.deploy.DataLocation.Access;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the functions of a deployment may do in S3, as documents of IAM policies: within the work
/// bucket and the locations of the jobs' data, and nowhere else. `docs/security.md` says what each
/// statement is for.
///
/// @param partition of ARNs: `aws`, or `aws-cn` and `aws-us-gov` in other parts of AWS
/// @param workBucket holds runs, executions and registered jobs
/// @param keyArns of the KMS keys with which the locations are encrypted, S3's own keys apart
public record AccessPolicy(
    String partition, String workBucket, List<DataLocation> locations, List<String> keyArns) {

  /// The template's resource whose property `PolicyDocument` is [#task].
  public static final String TASK_RESOURCE = "TaskDataAccess";

  /// The template's resource whose property `PolicyDocument` is [#coordinator].
  public static final String COORDINATOR_RESOURCE = "CoordinatorDataAccess";

  /// What IAM takes as one managed policy, white space not counted.
  static final int MAX_CHARACTERS = 6_144;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private static final String GET = "s3:GetObject";
  private static final String PUT = "s3:PutObject";
  private static final String DELETE = "s3:DeleteObject";
  private static final String ABORT = "s3:AbortMultipartUpload";
  private static final String LIST = "s3:ListBucket";
  private static final String LIST_UPLOADS = "s3:ListBucketMultipartUploads";

  /// What attempts and their functions exchange, of all runs.
  private static final String SEGMENTS = "runs/*/segments/*";

  /// What tells attempts to stop, and is taken away by those that have.
  private static final String STOP_FLAGS = "runs/*/segments/*.stop";

  /// Jars of users, which only coordinators write.
  private static final String USER_FUNCTIONS = "functions/*";

  private static final List<String> WORK_FOLDERS =
      List.of("functions/*", "jobs/*", "registry/*", "runs/*");

  public AccessPolicy {
    locations = List.copyOf(locations);
    keyArns = keyArns.stream().distinct().sorted().toList();
    for (String key : keyArns) {
      if (!key.matches("arn:[a-z-]+:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+")) {
        throw new IllegalArgumentException(
            key + ": not the ARN of a KMS key, arn:aws:kms:<region>:<account>:key/<id>");
      }
    }
  }

  /// What task functions may do: read the inputs, write files of the outputs that stay invisible
  /// until a coordinator completes them, exchange segments, and read users' functions. They list
  /// nothing, and read and write neither journals nor requests of other runs.
  ///
  /// @throws IllegalArgumentException when IAM would not take that much
  public Map<String, Object> task() {
    var statements = new ArrayList<PolicyStatement>();
    statements.add(
        new PolicyStatement("Segments", List.of(GET, PUT, ABORT), List.of(work(SEGMENTS))));
    statements.add(new PolicyStatement("StopFlags", List.of(DELETE), List.of(work(STOP_FLAGS))));
    statements.add(
        new PolicyStatement("UserFunctions", List.of(GET), List.of(work(USER_FUNCTIONS))));
    add(statements, "ReadData", List.of(GET), objects(Access.READ));
    add(statements, "WriteData", List.of(PUT, ABORT), objects(Access.WRITE));
    addKeys(statements);
    return document("task functions", statements);
  }

  /// What the coordinator function may do: list, read, write, and sweep runs, executions and
  /// registered jobs, list and read the inputs, and commit the outputs.
  ///
  /// @throws IllegalArgumentException when IAM would not take that much
  public Map<String, Object> coordinator() {
    var statements = new ArrayList<PolicyStatement>();
    statements.add(
        new PolicyStatement(
            "Work",
            List.of(GET, PUT, DELETE, ABORT),
            WORK_FOLDERS.stream().map(this::work).toList()));
    add(statements, "ReadData", List.of(GET), objects(Access.READ));
    add(statements, "WriteData", List.of(GET, PUT, DELETE, ABORT), objects(Access.WRITE));
    statements.add(new PolicyStatement("ListUploads", List.of(LIST_UPLOADS), bucketsWithUploads()));
    statements.add(list("ListWork", workBucket, WORK_FOLDERS));
    int number = 1;
    for (var bucket : listed().entrySet()) {
      statements.add(list("ListData" + number++, bucket.getKey(), bucket.getValue()));
    }
    addKeys(statements);
    return document("the coordinator function", statements);
  }

  /// A document as JSON without white space.
  public static String json(Map<String, Object> document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a policy that is no JSON", e);
    }
  }

  /// S3 asks for this permission also when an object is looked for that is not there, to answer 404
  /// and not 403; then there is no prefix to compare with, hence "if exists".
  private PolicyStatement list(String sid, String bucket, List<String> prefixes) {
    return prefixes.contains("*")
        ? new PolicyStatement(sid, List.of(LIST), List.of(arn(bucket)))
        : new PolicyStatement(
            sid,
            List.of(LIST),
            List.of(arn(bucket)),
            Map.of("StringLikeIfExists", Map.of("s3:prefix", prefixes)));
  }

  /// By bucket, what the prefixes of listings may be.
  private Map<String, List<String>> listed() {
    var prefixes = new TreeMap<String, List<String>>();
    for (var location : locations) {
      var ofBucket = prefixes.computeIfAbsent(location.bucket(), _ -> new ArrayList<>());
      String prefix = location.prefix().isEmpty() ? "*" : location.prefix() + "/*";
      if (!ofBucket.contains(prefix)) {
        ofBucket.add(prefix);
      }
    }
    return prefixes;
  }

  private List<String> bucketsWithUploads() {
    var written =
        locations.stream()
            .filter(location -> location.access() == Access.WRITE)
            .map(DataLocation::bucket);
    return Stream.concat(Stream.of(workBucket), written).distinct().map(this::arn).toList();
  }

  private List<String> objects(Access access) {
    return locations.stream()
        .filter(location -> location.access() == access)
        .flatMap(location -> location.objects().stream())
        .distinct()
        .map(this::arn)
        .toList();
  }

  private void addKeys(List<PolicyStatement> statements) {
    add(statements, "DataKeys", List.of("kms:Decrypt", "kms:GenerateDataKey"), keyArns);
  }

  /// Without resources there is no statement.
  private static void add(
      List<PolicyStatement> statements, String sid, List<String> actions, List<String> resources) {
    if (!resources.isEmpty()) {
      statements.add(new PolicyStatement(sid, actions, resources));
    }
  }

  private String work(String objects) {
    return arn(workBucket + "/" + objects);
  }

  private String arn(String resource) {
    return "arn:" + partition + ":s3:::" + resource;
  }

  private Map<String, Object> document(String of, List<PolicyStatement> statements) {
    var document = new LinkedHashMap<String, Object>();
    document.put("Version", "2012-10-17");
    document.put("Statement", statements.stream().map(PolicyStatement::json).toList());
    long characters = json(document).chars().filter(c -> c > ' ').count();
    if (characters > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          ("the policy of %s has %d characters for %d locations, and IAM takes %d: name folders"
                  + " further up, or fewer locations, and deploy the other jobs under another name")
              .formatted(of, characters, locations.size(), MAX_CHARACTERS));
    }
    return document;
  }
}
