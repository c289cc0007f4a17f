/** What the stages of one pipeline call share. */
import type { ExplicitConfig } from "../config/settings.ts";
import type { PipelineHost } from "../host.ts";
import type { PipelineSession } from "./session.ts";

export interface StageContext {
  readonly host: PipelineHost;
  readonly session: PipelineSession;
  readonly pipelineName: string;
  readonly datasetName: string;
  readonly destination: string;
  /** Settings given in code; they win over the environment. */
  readonly config: ExplicitConfig;
}
