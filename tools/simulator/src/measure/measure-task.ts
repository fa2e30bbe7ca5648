/** One run of a measurement: what a thread is told, and what it answers. */
import type { SignatureMemory } from "../engine/signature-memory.ts";
import { type EclipseCase, type EclipseResult, measureEclipse } from "./eclipse.ts";
import { measurePartition, type PartitionCase, type PartitionResult } from "./partition.ts";
import { measurePropagation, type PropagationOrder, type PropagationResult } from "./propagation.ts";

export type MeasureTask =
  | { readonly measure: "propagation"; readonly order: Omit<PropagationOrder, "signatures" | "atEnd"> }
  | { readonly measure: "eclipse"; readonly seed: string; readonly of: EclipseCase }
  | { readonly measure: "partition"; readonly seed: string; readonly of: PartitionCase };

export type MeasureAnswer = (
  | { readonly measure: "propagation"; readonly result: PropagationResult }
  | { readonly measure: "eclipse"; readonly of: EclipseCase; readonly result: EclipseResult }
  | { readonly measure: "partition"; readonly of: PartitionCase; readonly result: PartitionResult }
) & { readonly seconds: number; readonly megabytes: number | undefined };

export interface MeasurePorts {
  readonly signatures: SignatureMemory;
  readonly stopwatchMs: () => number;
  readonly megabytes: () => number;
}

export function runMeasureTask(task: MeasureTask, ports: MeasurePorts): MeasureAnswer {
  const { signatures } = ports;
  const startMs = ports.stopwatchMs();
  const seconds = (): number => (ports.stopwatchMs() - startMs) / 1000;
  switch (task.measure) {
    case "propagation": {
      let taken = 0;
      let megabytes: number | undefined;
      const atEnd = (): void => {
        taken = seconds();
        megabytes = ports.megabytes();
      };
      const result = measurePropagation({ ...task.order, signatures, atEnd });
      return { measure: "propagation", result, seconds: taken, megabytes };
    }
    case "eclipse": {
      const result = measureEclipse(task.seed, task.of, signatures);
      return { measure: "eclipse", of: task.of, result, seconds: seconds(), megabytes: undefined };
    }
    case "partition": {
      const result = measurePartition(task.seed, task.of, signatures);
      return { measure: "partition", of: task.of, result, seconds: seconds(), megabytes: undefined };
    }
    default:
      return task satisfies never;
  }
}
