package dev.stint.coordinator.trigger;

import dev.stint.coordinator.registry.RegisteredJob;
import java.util.List;

/// What makes a target send a job's events to its [TriggerService]: rules and schedules on AWS,
/// nothing on a laptop, where `stint watch` and `stint schedule` look at the registry. Every method
/// may be called again and then does what is left.
///
/// A scheduled message is `{"stint":1,"schedule":{"job":NAME,"trigger":INDEX,"time":TIME}}`. Rates
/// begin at the job's `registered` time.
public interface TriggerWiring {

  /// Makes all that the job's triggers need, changes what is there of an earlier job of the name,
  /// and takes away what it needs no more; of a paused job it is made without effect. Called after
  /// the registry has the job.
  ///
  /// @throws dev.stint.plan.failure.StintException of kind USER for what the target cannot do
  void wire(RegisteredJob job);

  /// Takes away all that [#wire] made. Called before the registry forgets the job.
  void unwire(RegisteredJob job);

  /// Makes events come no more. Called after the registry has the job as paused.
  void pause(RegisteredJob job);

  /// Makes events come again. Called after the registry has the job as active.
  void resume(RegisteredJob job);

  /// In one line for each trigger of the job, what makes it work.
  List<String> describe(RegisteredJob job);
}
