package dev.stint.coordinator.deploy;

import dev.stint.config.deploy.Deployment;
import dev.stint.config.deploy.StackNames;
import dev.stint.config.deploy.StackOutputs;
import dev.stint.config.deploy.StackParameters;
import dev.stint.coordinator.aws.AwsClients;
import dev.stint.coordinator.aws.AwsFailures;
import dev.stint.coordinator.aws.AwsSettings;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.s3.ObjectStores;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Makes a deployment, or changes it into what is asked for: the stacks one after the other, the
/// outputs of each being parameters of the next.
public final class Deployer {

  private final AwsSettings aws;
  private final DeployRequest request;
  private final CodeSource code;
  private final Progress progress;
  private final Map<String, String> known = new HashMap<>();

  /// The functions' code. It depends on the runtime that runs it.
  public interface CodeSource {

    byte[] task(String runtime);

    byte[] coordinator(String runtime);
  }

  /// Hears what is done.
  public interface Progress {

    /// A resource of a stack has changed; `status` is CloudFormation's word for it.
    void resource(String stack, String resource, String type, String status);

    /// A line about what was done.
    void done(String text);
  }

  public Deployer(AwsSettings aws, DeployRequest request, CodeSource code, Progress progress) {
    this.aws = aws;
    this.request = request;
    this.code = code;
    this.progress = progress;
  }

  /// What stands when all is done.
  ///
  /// @throws StintException of kind USER for what AWS refuses, with its reasons
  public Deployment deploy() {
    progress.done("Deploying %s in %s".formatted(request.names().name(), Deployments.account(aws)));
    try (var stacks = new Stacks(aws)) {
      var names = request.names();
      known.put(StackParameters.NAME, names.name());
      known.put(StackParameters.STINT_VERSION, request.version());
      URI endpoint = aws.endpoint();
      known.put(StackParameters.ENDPOINT_URL, endpoint == null ? "" : endpoint.toString());
      requireBudgetEmail(before(stacks, names.operations()));
      change(stacks, names.storage(), Template.ofBuild("storage"));
      changeFunctions(stacks, names);
      change(stacks, names.triggers(), Template.ofBuild("triggers"));
      change(stacks, names.operations(), Template.ofBuild("operations"));
    } catch (IllegalArgumentException e) {
      throw StintException.user(String.valueOf(e.getMessage()), e);
    }
    return Deployments.find(aws, request.names().name(), request.version());
  }

  /// Before anything is made: the last stack would fail.
  private void requireBudgetEmail(Map<String, String> before) {
    var given = request.parameters();
    var budget = given.getOrDefault(StackParameters.MONTHLY_BUDGET, "0");
    var email =
        given.getOrDefault(
            StackParameters.BUDGET_EMAIL, before.getOrDefault(StackParameters.BUDGET_EMAIL, ""));
    if (!budget.equals("0") && email.isEmpty()) {
      throw new IllegalArgumentException(
          "a budget sends mail, and nobody is named who gets it: add --budget-email ADDRESS");
    }
  }

  private void changeFunctions(Stacks stacks, StackNames names) {
    var bucket = known(StackOutputs.WORK_BUCKET);
    var access =
        request.access(
            stacks.template(names.functions()).map(Template::access).orElse(DataAccess.NONE));
    // With the bucket's own name, which counts for IAM.
    var policy = access.policy("aws", bucket);
    var _ = policy.task();
    var _ = policy.coordinator();
    var template = Template.ofBuild("functions").withAccess(access);
    known.put(StackParameters.CODE_BUCKET, bucket);
    var before = before(stacks, names.functions());
    if (!before.containsKey(StackParameters.CONCURRENCY)
        && !request.parameters().containsKey(StackParameters.CONCURRENCY)) {
      known.put(StackParameters.CONCURRENCY, Integer.toString(accountConcurrency()));
    }
    uploadCode(bucket, parameter(template, StackParameters.FUNCTION_RUNTIME, before));
    known.put(StackParameters.RELEASE, "");
    var parameters = parameters(template, before);
    known.put(StackParameters.RELEASE, release(template, parameters));
    change(stacks, names.functions(), template);
  }

  private void uploadCode(String bucket, String runtime) {
    var task = Code.of(code.task(runtime));
    var coordinator = Code.of(code.coordinator(runtime));
    try (var store = ObjectStores.open(aws.s3())) {
      for (var part : List.of(task, coordinator)) {
        boolean isNew = part.upload(store, bucket);
        progress.done(
            "%s s3://%s/%s (%.1f MB)"
                .formatted(isNew ? "uploaded" : "has", bucket, part.key(), part.bytes() / 1e6));
      }
    }
    known.put(StackParameters.TASK_CODE_KEY, task.key());
    known.put(StackParameters.COORDINATOR_CODE_KEY, coordinator.key());
  }

  /// What the account allows, of which a deployment may use all.
  private int accountConcurrency() {
    try (var lambda = AwsClients.open(LambdaClient.builder(), aws)) {
      return AwsFailures.in(
          "find out how many functions the account may run at once",
          () -> lambda.getAccountSettings(_ -> {}).accountLimit().concurrentExecutions());
    }
  }

  private static String release(Template template, Map<String, String> parameters) {
    var all = template.compactText() + new TreeMap<>(parameters);
    return Code.sha256(all.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  private void change(Stacks stacks, String stack, Template template) {
    var parameters = parameters(template, before(stacks, stack));
    var change = stacks.change(stack, template.compactText(), parameters, progress::resource);
    progress.done(
        switch (change) {
          case CREATED -> stack + ": made";
          case UPDATED -> stack + ": changed";
          case NONE -> stack + ": nothing to change";
        });
    stacks.find(stack).ifPresent(state -> known.putAll(state.outputs()));
  }

  private static Map<String, String> before(Stacks stacks, String stack) {
    return stacks
        .find(stack)
        .filter(state -> !state.isBroken())
        .map(StackState::parameters)
        .orElse(Map.of());
  }

  private Map<String, String> parameters(Template template, Map<String, String> before) {
    var parameters = new TreeMap<String, String>();
    for (var name : template.parameters().keySet()) {
      parameters.put(name, parameter(template, name, before));
    }
    return parameters;
  }

  /// What was asked for, what follows from other stacks, what it was before, or the default.
  private String parameter(Template template, String name, Map<String, String> before) {
    for (var values : List.of(request.parameters(), known, before)) {
      var value = values.get(name);
      if (value != null) {
        return value;
      }
    }
    if (!template.hasDefault(name)) {
      throw StintException.internal("nothing says what the parameter " + name + " is", null);
    }
    return String.valueOf(template.parameters().get(name));
  }

  private String known(String name) {
    var value = known.get(name);
    if (value == null) {
      throw StintException.user(
          "the stacks of deployment %s lack the output %s: they are not Stint's, or of another version"
              .formatted(request.names().name(), name));
    }
    return value;
  }
}
