/** Writing "you said, we did": one form, three languages, nothing typed is ever lost. */
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../domain/language.ts';
import type { Council } from '../council.ts';
import { faultsBeforePublishing, LONGEST_PART, REPLY_PARTS, replyById, saveReply, type ReplyFault, type ReplyPart, type ReplyWordsByLanguage } from '../replies.ts';
import { whoIs, type StaffContext } from './context.ts';
import { show } from './frame.tsx';
import { FaultSummary, Up, type Fault } from './parts.tsx';
import { notFoundPage } from './plain-pages.tsx';
import { allPacks, type StaffPack } from './queries.ts';
import { faultWords } from './reply-parts.tsx';
import { field, idInPath } from './request.ts';
import { say } from './words.ts';

interface Writing {
  readonly id?: string;
  readonly pack: string;
  readonly words: ReplyWordsByLanguage;
  readonly faults: readonly ReplyFault[];
  /** What became of it although there are faults. */
  readonly lead?: string;
}

const Field = ({ lang, part, value, fault }: { readonly lang: Language; readonly part: ReplyPart; readonly value: string; readonly fault: Fault | undefined }) => {
  const id = `${lang}-${part}`;
  const described = [part === 'didNot' ? `${id}-help` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return (
    <div class={fault ? 'field faulty' : 'field'}>
      <label for={id}>{say(`reply.${part}`)}</label>
      {part === 'didNot' ? (
        <p class="soft" id={`${id}-help`}>
          {say('reply.didNot.help')}
        </p>
      ) : null}
      {fault ? (
        <p class="fault" id={`${id}-fault`}>
          {fault.words}
        </p>
      ) : null}
      <textarea id={id} name={id} rows={4} lang={lang} aria-describedby={described || undefined} aria-invalid={fault ? 'true' : undefined}>
        {/* A parser drops one line end at the start of a textarea: this one, and not the person's own. */}
        {`\n${value}`}
      </textarea>
    </div>
  );
};

const LanguageFields = ({ lang, writing, faults }: { readonly lang: Language; readonly writing: Writing; readonly faults: readonly Fault[] }) => (
  <fieldset class="card">
    <legend>
      <h2 lang={lang}>{LANGUAGE_NAMES[lang]}</h2>
    </legend>
    <p class="soft">{say(lang === 'en' ? 'reply.must' : 'reply.may')}</p>
    {REPLY_PARTS.map((part) => (
      <Field lang={lang} part={part} value={writing.words[lang]?.[part] ?? ''} fault={faults.find((fault) => fault.at === `${lang}-${part}`)} />
    ))}
  </fieldset>
);

const ChoosePack = ({ packs, chosen, fault }: { readonly packs: readonly StaffPack[]; readonly chosen: string; readonly fault: Fault | undefined }) => (
  <div class={fault ? 'field faulty' : 'field'}>
    <label for="pack">{say('reply.pack')}</label>
    {fault ? (
      <p class="fault" id="pack-fault">
        {fault.words}
      </p>
    ) : null}
    <select id="pack" name="pack" aria-describedby={fault ? 'pack-fault' : undefined} aria-invalid={fault ? 'true' : undefined}>
      {packs.map(({ pack, words }) => (
        <option value={pack.id} selected={pack.id === chosen}>
          {words['title'] ?? pack.id}
        </option>
      ))}
    </select>
  </div>
);

const formPage = async (council: Council, c: StaffContext, writing: Writing, status: 200 | 400 | 409 = 200) => {
  const packs = await allPacks(council);
  const faults = writing.faults.map(faultWords);
  const title = say(writing.id === undefined ? 'reply.new' : 'reply.edit');
  const pack = packs.find((each) => each.pack.id === writing.pack);
  return show(c, {
    title,
    here: 'replies',
    isFaulty: faults.length > 0,
    children: (
      <>
        <Up path={writing.id === undefined ? '/staff/replies' : `/staff/replies/${writing.id}`}>{say(writing.id === undefined ? 'nav.replies' : 'reply.title')}</Up>
        <FaultSummary faults={faults} {...(writing.lead === undefined ? {} : { lead: writing.lead })} />
        <h1>{title}</h1>
        <p>{say('reply.how', { longest: LONGEST_PART })}</p>
        <form method="post" action={writing.id === undefined ? '/staff/replies/new' : `/staff/replies/${writing.id}/edit`} class="writing">
          {writing.id === undefined ? (
            <ChoosePack packs={packs} chosen={writing.pack} fault={faults.find((fault) => fault.at === 'pack')} />
          ) : (
            <p>
              {say('reply.about')} <strong>{pack?.words['title'] ?? writing.pack}</strong>
            </p>
          )}
          <div class="languages">
            {LANGUAGES.map((lang) => (
              <LanguageFields lang={lang} writing={writing} faults={faults} />
            ))}
          </div>
          <p class="go">
            <button class="button" name="after" value="keep">
              {say('reply.keep')}
            </button>
            <button class="button full" name="after" value="publish">
              {say('reply.check')}
            </button>
          </p>
        </form>
      </>
    ),
  }, status);
};

/** An empty form, for the conversation that the address names. */
export const newReplyPage = (council: Council) => (c: StaffContext) => formPage(council, c, { pack: c.req.query('pack') ?? '', words: {}, faults: [] });

/** A draft to go on with. What is published stays as it is. */
export const editReplyPage = (council: Council) => async (c: StaffContext) => {
  const id = idInPath(c);
  const reply = id && (await replyById(council, id));
  if (!reply) return notFoundPage(c);
  if (reply.publishedAt !== null) return c.redirect(`/staff/replies/${reply.id}`, 303);
  return formPage(council, c, { id: reply.id, pack: reply.pack, words: reply.words, faults: [] });
};

const typedWords = (form: Readonly<Record<string, unknown>>): ReplyWordsByLanguage =>
  Object.fromEntries(
    LANGUAGES.map((lang) => [lang, { said: field(form, `${lang}-said`), did: field(form, `${lang}-did`), didNot: field(form, `${lang}-didNot`) }]),
  );

/** Keeps what was typed, or gives it back with what is wrong. Before publishing comes a page of its own. */
export const saveReplyPage = (council: Council) => async (c: StaffContext) => {
  const before = idInPath(c);
  // Only the address of a new reply has no id in it.
  if (before === undefined && c.req.param('id') !== undefined) return notFoundPage(c);
  const form = await c.req.parseBody();
  const words = typedWords(form);
  const pack = before === undefined ? field(form, 'pack') : ((await replyById(council, before))?.pack ?? '');
  const saved = await saveReply(council, whoIs(c), { ...(before === undefined ? {} : { id: before }), pack, words });
  if (!saved.ok) {
    if (saved.problem.some((fault) => fault.code === 'unknown-reply')) return notFoundPage(c);
    // A colleague was quicker. What was typed is given back as the beginning of another reply.
    if (saved.problem.some((fault) => fault.code === 'already-published')) return formPage(council, c, { pack, words, faults: saved.problem.map((fault) => ({ ...fault, at: 'en-said' })) }, 409);
    return formPage(council, c, { ...(before === undefined ? {} : { id: before }), pack, words, faults: saved.problem }, 400);
  }
  if (field(form, 'after') !== 'publish') return c.redirect(`/staff/replies/${saved.value}`, 303);
  const faults = faultsBeforePublishing(words);
  if (faults.length > 0) return formPage(council, c, { id: saved.value, pack, words, faults, lead: say('reply.kept-with-faults') }, 400);
  return c.redirect(`/staff/replies/${saved.value}/publish`, 303);
};
