/** Turns an operator's command into an event, and the role's `reply` effect into the promise's value. */
import type { Event, OperatorCommand, OperatorReply, ReplyId } from "@triad/roles";

export interface OperatorQuestions {
  ask(command: OperatorCommand): Promise<OperatorReply>;
  answer(reply: ReplyId, result: OperatorReply): void;
  /** Answers all that wait, and all that come, with `stopping`. */
  end(): void;
}

const STOPPING: OperatorReply = { ok: false, code: "stopping", message: "The node is being stopped." };

export function createOperatorQuestions(post: (event: Event) => void): OperatorQuestions {
  const waiting = new Map<ReplyId, (result: OperatorReply) => void>();
  let lastReply = 0;
  let ended = false;

  return {
    ask(command) {
      if (ended) return Promise.resolve(STOPPING);
      lastReply += 1;
      const reply = lastReply;
      return new Promise((resolve) => {
        waiting.set(reply, resolve);
        post({ type: "operator-command", reply, command });
      });
    },
    answer(reply, result) {
      waiting.get(reply)?.(result);
      waiting.delete(reply);
    },
    end() {
      ended = true;
      for (const resolve of waiting.values()) resolve(STOPPING);
      waiting.clear();
    },
  };
}
