/**
 * Plays one recording, or shows one picture, from this page's memory, and reports that it was heard: only once all of it
 * was really played. It works on the markup of clip-player.tsx; without it the page still saves the file.
 */

const room = document.querySelector('[data-clip]');
const part = (name) => room.querySelector(`[data-part=${name}]`);
const [state, audio, picture, again, without] = ['state', 'audio', 'picture', 'again', 'without'].map(part);
const { clip, opening, type, fastest } = room.dataset;

/** `key` names one of the sentences that the page brought along. */
const tell = (key) => {
  state.textContent = room.dataset[key];
};
const post = (what, fields) => fetch(`/staff/clips/${clip}/${what}`, { method: 'POST', body: new URLSearchParams({ opening, ...fields }) });

/** Rounding at the ends of what browsers say was played; of a short recording less. */
const LEEWAY_SECONDS = 0.25;
const LEEWAY_SHARE = 0.1;

/** How much of it was played at least once; parts that were skipped are in no range. */
const secondsPlayed = ({ played }) => Array.from({ length: played.length }, (_, at) => played.end(at) - played.start(at)).reduce((sum, each) => sum + each, 0);
const wasPlayedWhole = (length) => secondsPlayed(audio) >= length - Math.min(LEEWAY_SECONDS, length * LEEWAY_SHARE);

const report = async () => {
  again.hidden = true;
  tell('reporting');
  try {
    const { isHeard, words } = await (await post('heard')).json();
    state.textContent = words;
    room.dataset.heard = isHeard ? 'yes' : 'no';
    again.hidden = isHeard;
  } catch {
    tell('notReported');
    again.hidden = false;
  }
};
again.addEventListener('click', report);

/** A recorder writes no length into its file; only who has looked at the end knows it. */
const findLength = () =>
  new Promise((found) => {
    const back = () => {
      if (!Number.isFinite(audio.duration)) return;
      audio.removeEventListener('durationchange', back);
      audio.addEventListener('seeked', found, { once: true });
      audio.currentTime = 0;
    };
    audio.addEventListener('durationchange', back);
    audio.currentTime = Number.MAX_SAFE_INTEGER;
  });

const offerSpeeds = () => {
  for (const speed of room.querySelectorAll('[name=speed]')) {
    speed.addEventListener('change', () => {
      audio.playbackRate = Number(speed.value);
    });
  }
  // The browser's own menu may offer more than this page.
  audio.addEventListener('ratechange', () => {
    if (audio.playbackRate > Number(fastest)) audio.playbackRate = Number(fastest);
  });
};

const offerSound = async () => {
  if (!Number.isFinite(audio.duration)) await findLength();
  offerSpeeds();
  audio.addEventListener('ended', () => {
    if (wasPlayedWhole(audio.duration)) void report();
    else tell('notAll');
  });
  part('sound').hidden = false;
  tell('ready');
};

const failed = () => tell('cannotPlay');

const begin = async () => {
  without.hidden = true;
  tell('fetching');
  try {
    const response = await post('bytes');
    if (!response.ok) return tell('notFetched');
    const address = URL.createObjectURL(new Blob([await response.arrayBuffer()], { type }));
    const shown = audio ?? picture;
    shown.addEventListener('error', failed);
    if (audio) audio.addEventListener('loadedmetadata', offerSound, { once: true });
    else picture.addEventListener('load', () => { picture.hidden = false; tell('ready'); }, { once: true });
    shown.src = address;
  } catch {
    tell('notFetched');
  }
};

void begin();
