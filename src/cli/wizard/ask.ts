/** Asks the questions until the server has nothing against the answers. */
import { type Instrument, SeriesKind } from "../../../gen/ts/openbell/v1/market_data_pb.ts";
import type { ValidateSessionResponse } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import type { OpenbellClient } from "../../client/client.ts";
import { violationLines } from "../validation-text.ts";
import { type Draft, dailyBars, draftRequest, emptyDraft, type TextId } from "./draft.ts";
import type { Choice, Prompts } from "./prompts.ts";
import {
  judgeAnswer,
  paceKinds,
  paceProblems,
  type QuestionId,
  questionIds,
  questions,
  reopen,
  suggestedDate,
  type TextPrompt,
  textPrompt,
  type Verdict,
} from "./questions.ts";

/** Instruments that a search offers. */
const foundMost = 50;

/** Whom the wizard speaks with. */
export interface Parties {
  readonly prompts: Prompts;
  readonly client: Pick<OpenbellClient, "validate" | "market">;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Writes a line for the person. */
  say(line: string): void;
}

/** What was answered, and how the server judged all of it. */
export interface Answered {
  readonly draft: Draft;
  readonly judgement: ValidateSessionResponse;
}

/** Asks all questions. Each answer is judged at once; one that cannot be is asked for again. */
export async function askSession(parties: Parties): Promise<Answered> {
  let draft = emptyDraft;
  let open = questionIds;
  for (;;) {
    const [asked = "name"] = open;
    const { draft: next, isDone } = await askQuestion(parties, asked, draft);
    const others = open.filter((id) => id !== asked);
    const { judgement, violations } = await judge(parties, next);
    const verdict = judgeAnswer(asked, others, next, violations);
    draft = next;
    open = isDone ? others : open;
    if (verdict.candidates.length > 0) {
      const again = await chooseAgain(parties, verdict);
      draft = reopen(draft, again, verdict);
      open = questionIds.filter((id) => id === again || open.includes(id));
    }
    if (open.length === 0 && judgement !== undefined) return { draft, judgement };
  }
}

interface Judged {
  /** Absent when the answers make no request that could be judged. */
  readonly judgement: ValidateSessionResponse | undefined;
  readonly violations: Verdict["violations"];
}

async function judge({ client, signal }: Parties, draft: Draft): Promise<Judged> {
  const { pace } = draft.answers;
  const problems = pace === undefined ? [] : paceProblems(pace);
  if (problems.length > 0) return { judgement: undefined, violations: problems };
  const { spec } = draftRequest(draft);
  const judgement = await client.validate({ ...(spec && { spec }) }, { signal });
  return { judgement, violations: judgement.violations };
}

/** Says what is wrong, and which question is asked again. */
async function chooseAgain(
  { prompts, say }: Parties,
  { violations, candidates }: Verdict,
): Promise<QuestionId> {
  for (const line of violationLines(violations)) say(line);
  const [only = "symbols", ...more] = candidates;
  if (more.length === 0) return only;
  const choices = candidates.map((id) => ({ value: id, name: questions[id].title }));
  const chosen = await prompts.choose({ message: "Change what?", choices });
  return candidates.find((id) => id === chosen) ?? only;
}

interface Step {
  readonly draft: Draft;
  /** The question needs no more answers. */
  readonly isDone: boolean;
}

async function askQuestion(parties: Parties, id: QuestionId, draft: Draft): Promise<Step> {
  if (id === "symbols") return askSymbol(parties, draft);
  const answer =
    id === "pace"
      ? await askPace(parties)
      : await parties.prompts.text(await offer(parties, id, draft));
  return { draft: answered(draft, id, answer), isDone: true };
}

function answered(draft: Draft, id: TextId, answer: string): Draft {
  return { ...draft, answers: { ...draft.answers, [id]: answer.trim() } };
}

/**
 * The prompt of a question. A date that is offered is one that the server would take: data may
 * begin before the years that the calendar covers.
 */
async function offer(
  parties: Parties,
  id: Exclude<TextId, "pace">,
  draft: Draft,
): Promise<TextPrompt> {
  const prompt = textPrompt(id, draft);
  if (id !== "startDate" && id !== "endDate") return prompt;
  const { violations } = await judge(parties, answered(draft, id, prompt.initial));
  const initial = suggestedDate(id, violations) ?? prompt.initial;
  return { ...prompt, initial };
}

/** One more symbol, or none; what there is of its data is said. */
async function askSymbol(parties: Parties, draft: Draft): Promise<Step> {
  const { prompts, client, signal, say } = parties;
  const chosen = draft.instruments.map(({ symbol }) => symbol);
  const enough = { value: "", name: `no more: ${chosen.join(", ")}` };
  const symbol = await prompts.search({
    message: chosen.length === 0 ? "Symbol (type to search):" : "Another symbol:",
    async find(words, outdated) {
      const found = await findInstruments(parties, words, AbortSignal.any([signal, outdated]));
      const choices = found.filter((one) => !chosen.includes(one.symbol)).map(instrumentChoice);
      return chosen.length > 0 && words.trim() === "" ? [enough, ...choices] : choices;
    },
  });
  if (symbol === "") return { draft, isDone: true };
  const { instrument } = await client.market.instrument({ symbol }, { signal });
  if (instrument === undefined) return { draft, isDone: false };
  say(`  ${instrument.symbol}: ${dataText(instrument)}`);
  return { draft: { ...draft, instruments: [...draft.instruments, instrument] }, isDone: false };
}

/** The instruments with daily bars that are found by words; the best come first. */
export async function findInstruments(
  { client }: Pick<Parties, "client">,
  words: string,
  signal: AbortSignal,
): Promise<readonly Instrument[]> {
  const filter = { seriesKinds: [SeriesKind.BARS] };
  const request = { search: words.trim(), filter, pageSize: foundMost };
  for await (const page of client.market.instruments(request, { signal })) {
    const found = page.instruments.filter((one) => dailyBars(one) !== undefined);
    // A page may hold none, of which there are bars of other lengths only.
    if (found.length > 0) return found;
  }
  return [];
}

function instrumentChoice(instrument: Instrument): Choice {
  const { symbol, displayName } = instrument;
  return { value: symbol, name: `${symbol}  ${displayName}`, description: dataText(instrument) };
}

function dataText(instrument: Instrument): string {
  const bars = dailyBars(instrument);
  if (bars === undefined) return "no daily bars";
  const { firstDate, lastDate, holeCount } = bars;
  const holes = holeCount === 1 ? ", with 1 hole" : `, with ${holeCount} holes`;
  const note = holeCount === 0 ? "" : holes;
  return `daily bars from ${firstDate} to ${lastDate}${note}, in ${instrument.currency}`;
}

async function askPace({ prompts }: Parties): Promise<string> {
  const value = await prompts.choose({ message: "Pace:", choices: paceKinds });
  const amount = paceKinds.find((kind) => kind.value === value)?.amount;
  return amount === undefined ? value : `${value}=${(await prompts.text(amount)).trim()}`;
}
