/** What the stages of one pipeline call share. */
import type { DestinationRef } from "../destination/destination.ts";
import type { ExplicitConfig } from "../config/settings.ts";
import type { PipelineEvent, PipelineHost } from "../host.ts";
import type { PipelineSession } from "./session.ts";

export interface StageContext {
  readonly host: PipelineHost;
  /** Tells progress and warnings to the host, and to the pipeline's log if it has one. */
  readonly report: (event: PipelineEvent) => void;
  readonly session: PipelineSession;
  readonly pipelineName: string;
  readonly datasetName: string;
  readonly destination: DestinationRef;
  /** Settings given in code; they win over the environment. */
  readonly config: ExplicitConfig;
  /** True as long as the pipeline has loaded nothing. */
  readonly isFirstRun: boolean;
}
