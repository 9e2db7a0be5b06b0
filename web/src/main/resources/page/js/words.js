/** All words of the interface: English, Russian, Kazakh. Texts of alerts come from the server. */

export const LANGS = /** @type {const} */ (['en', 'ru', 'kk']);

/** @type {Record<string, [string, string, string]>} */
export const WORDS = {
  // frame
  advises: [
    'Qalqan advises and records; the trip itself stays in certified hardware.',
    'Qalqan советует и записывает; само отключение остаётся за сертифицированной аппаратурой.',
    'Qalqan кеңес береді және жазып отырады; ажыратудың өзі сертификатталған аппаратурада қалады.',
  ],
  simulation: ['SIMULATION', 'МОДЕЛИРОВАНИЕ', 'МОДЕЛЬДЕУ'],
  notTheMine: ['no real mine', 'не настоящая шахта', 'нақты шахта емес'],
  mineTime: ['mine time', 'время шахты', 'шахта уақыты'],
  screens: ['Screens', 'Экраны', 'Экрандар'],
  alerts: ['Alarms', 'Тревоги', 'Дабылдар'],
  sensors: ['Sensors', 'Датчики', 'Датчиктер'],
  air: ['Air', 'Воздух', 'Ауа'],
  risk: ['Risk', 'Риск', 'Тәуекел'],
  data: ['Data', 'Данные', 'Деректер'],
  limits: ['Limits', 'Уставки', 'Шектер'],
  help: ['Keys', 'Клавиши', 'Пернелер'],
  language: ['Language', 'Язык', 'Тіл'],
  signOut: ['Sign out', 'Выйти', 'Шығу'],

  // link
  live: ['LIVE', 'СВЯЗЬ ЕСТЬ', 'БАЙЛАНЫС БАР'],
  readingToScreen: ['reading→screen {s}', 'замер→экран {s}', 'өлшеу→экран {s}'],
  noReadings: ['NO READINGS {age}', 'НЕТ ЗАМЕРОВ {age}', 'ӨЛШЕУ ЖОҚ {age}'],
  connecting: ['CONNECTING', 'ПОДКЛЮЧЕНИЕ', 'ҚОСЫЛУДА'],
  resync: ['RESYNC', 'СВЕРКА', 'САЛЫСТЫРУ'],
  resyncLong: [
    'An event was missed: reading everything anew', 'Событие пропущено: всё читается заново',
    'Оқиға өткізіліп алынды: бәрі қайта оқылуда',
  ],
  stale: ['NO LINK', 'НЕТ СВЯЗИ', 'БАЙЛАНЫС ЖОҚ'],
  staleSince: [
    'NO LINK – DATA NOT LIVE since {time}', 'НЕТ СВЯЗИ – ДАННЫЕ НЕ ЖИВЫЕ с {time}',
    'БАЙЛАНЫС ЖОҚ – ДЕРЕКТЕР {time} БАСТАП ЖАҢАРМАЙДЫ',
  ],
  staleNever: ['NO LINK – NO DATA YET', 'НЕТ СВЯЗИ – ДАННЫХ ЕЩЁ НЕТ', 'БАЙЛАНЫС ЖОҚ – ДЕРЕК ӘЛІ ЖОҚ'],
  staleHelp: [
    'What you see is old. Trust the panels underground and the telephone. Trying to reconnect.',
    'То, что на экране, устарело. Доверяйте аппаратуре и телефону. Идёт восстановление связи.',
    'Экрандағы мәлімет ескірген. Аппаратура мен телефонға сеніңіз. Байланыс қалпына келтірілуде.',
  ],
  serverPart: [
    'worst of 10 s; in the server {ms} ms; resyncs {n}', 'худшее за 10 с; в сервере {ms} мс; сверок {n}',
    '10 с ішіндегі ең нашары; серверде {ms} мс; салыстыру {n}',
  ],

  // sound
  soundOn: ['Sound on', 'Звук вкл.', 'Дыбыс қосулы'],
  soundOff: ['SOUND OFF', 'ЗВУК ВЫКЛ.', 'ДЫБЫС ӨШІРУЛІ'],
  soundLocked: ['SOUND LOCKED – click', 'ЗВУК ЗАКРЫТ – нажмите', 'ДЫБЫС БҰҒАТТАЛҒАН – басыңыз'],
  silence: ['Silence', 'Заглушить', 'Дыбысын басу'],
  silenced: ['Silenced', 'Заглушено', 'Басылды'],

  // sign-in
  signIn: ['Sign in', 'Войти', 'Кіру'],
  user: ['User', 'Пользователь', 'Пайдаланушы'],
  password: ['Password', 'Пароль', 'Құпиясөз'],
  wrongPassword: ['User or password is wrong', 'Неверный пользователь или пароль', 'Пайдаланушы не құпиясөз қате'],
  tooMany: ['Too many attempts, wait a moment', 'Слишком много попыток, подождите', 'Әрекет тым көп, күте тұрыңыз'],
  serverAway: ['The server does not answer', 'Сервер не отвечает', 'Сервер жауап бермейді'],
  sessionEnded: [
    'Your session has ended. The screen is NOT live: sign in again.', 'Сеанс завершён. Экран НЕ живой: войдите снова.',
    'Сеанс аяқталды. Экран жаңармайды: қайта кіріңіз.',
  ],
  signedOut: ['Signed out', 'Вы вышли', 'Шықтыңыз'],
  controlRoom: ['Control room', 'Диспетчерская', 'Диспетчерлік'],

  // priorities
  critical: ['critical', 'критическая', 'аса қауіпті'],
  high: ['high', 'высокая', 'жоғары'],
  medium: ['medium', 'средняя', 'орташа'],
  low: ['low', 'низкая', 'төмен'],
  priority: ['Priority', 'Приоритет', 'Басымдық'],

  // states
  'state.unacknowledged': ['NOT ACKNOWLEDGED', 'НЕ КВИТИРОВАНА', 'РАСТАЛМАҒАН'],
  'state.acknowledged': ['Acknowledged', 'Квитирована', 'Расталған'],
  'state.returned-unacknowledged': ['RETURNED, NOT ACKN.', 'ВЕРНУЛАСЬ, НЕ КВИТ.', 'ҚАЙТТЫ, РАСТАЛМАҒАН'],
  'state.latched-unacknowledged': ['LATCHED, NOT ACKN.', 'ЗАЩЁЛКНУТА, НЕ КВИТ.', 'БЕКІТІЛГЕН, РАСТАЛМАҒАН'],
  'state.latched-acknowledged': ['Latched', 'Защёлкнута', 'Бекітілген'],
  'state.shelved': ['Shelved', 'Отложена', 'Кейінге қалдырылған'],
  'state.suppressed': ['Suppressed', 'Подавлена', 'Басылған'],
  'state.out-of-service': ['Out of service', 'Выведена', 'Істен шығарылған'],
  'state.normal': ['Ended', 'Закончилась', 'Аяқталды'],
  late: ['LATE', 'ПОЗДНЯЯ', 'КЕШІККЕН'],
  staleMark: ['STALE', 'УСТАРЕЛА', 'ЕСКІРГЕН'],
  locked: ['LOCKED', 'БЛОКИРОВКА', 'ҚҰЛЫПТАУЛЫ'],
  lockedHelp: [
    'Ends only by a declaration (restore, bump test)', 'Снимается только распоряжением (подача напряжения, проверка газом)',
    'Тек өкіммен алынады (кернеу беру, газбен тексеру)',
  ],

  // strip and list
  unackShort: ['unackn.', 'не квит.', 'расталмаған'],
  activeShort: ['active', 'активных', 'белсенді'],
  shelvedCount: ['Shelved {n}', 'Отложено {n}', 'Кейінге {n}'],
  suppressedCount: ['Suppressed {n}', 'Подавлено {n}', 'Басылған {n}'],
  nothingUnanswered: ['Nothing awaits an answer', 'Нет неквитированных тревог', 'Жауап күтіп тұрған дабыл жоқ'],
  more: ['+{n} more', 'ещё {n}', 'тағы {n}'],
  noAlerts: ['No open alarms', 'Открытых тревог нет', 'Ашық дабыл жоқ'],
  noMatch: ['No alarm matches the filter', 'Фильтру ничего не отвечает', 'Сүзгіге сай дабыл жоқ'],
  filter: ['Filter  ( / )', 'Фильтр  ( / )', 'Сүзгі  ( / )'],
  clearFilter: ['Clear', 'Сбросить', 'Тазалау'],
  shown: ['{n} of {all}', '{n} из {all}', '{all} ішінен {n}'],
  filtered: ['FILTERED', 'ФИЛЬТР', 'СҮЗГІ'],
  state: ['State', 'Состояние', 'Күйі'],
  alarm: ['Alarm', 'Тревога', 'Дабыл'],
  value: ['Value', 'Значение', 'Мәні'],
  now: ['now', 'сейчас', 'қазір'],
  limit: ['limit', 'уставка', 'шек'],
  limitShort: ['limit', 'уст.', 'шек'],
  raised: ['Raised', 'Возникла', 'Көтерілді'],
  ago: ['{age} ago', '{age} назад', '{age} бұрын'],
  note: ['Note', 'Примечание', 'Ескертпе'],
  'fold.shelved': ['{n} shelved', 'отложено: {n}', 'кейінге қалдырылған: {n}'],
  'fold.out-of-service': ['{n} out of service', 'выведено из работы: {n}', 'істен шығарылған: {n}'],
  'fold.suppressed': ['{n} suppressed by design', 'подавлено по замыслу: {n}', 'жоба бойынша басылған: {n}'],
  'fold.normal': ['{n} ended in the last 30 min', 'закончилось за 30 мин: {n}', '30 мин ішінде аяқталды: {n}'],

  // detail
  close: ['Close', 'Закрыть', 'Жабу'],
  action: ['What to do', 'Что делать', 'Не істеу керек'],
  why: ['Why', 'Почему', 'Неге'],
  rule: ['Rule', 'Правило', 'Ереже'],
  limitOf: ['Limit', 'Уставка', 'Шек'],
  version: ['version {n}', 'версия {n}', '{n}-нұсқа'],
  source: ['source {s}', 'источник {s}', 'дереккөз {s}'],
  facts: ['Facts', 'Факты', 'Деректер'],
  history: ['What happened', 'Что было', 'Не болды'],
  measured: ['measured', 'измерено', 'өлшенді'],
  returned: ['returned below its limit', 'вернулось за уставку', 'шектен қайтты'],
  acknowledgedBy: ['acknowledged by {by}', 'квитировал {by}', 'растаған: {by}'],
  shelvedUntil: ['shelved until', 'отложено до', 'дейін кейінге қалдырылды'],
  suppressedBy: ['stands behind {key}', 'за ней стоит {key}', 'орнына: {key}'],
  pickAlert: ['Select an alarm', 'Выберите тревогу', 'Дабылды таңдаңыз'],
  whyMissing: ['The reasons could not be read', 'Основания не прочитаны', 'Негіздемесі оқылмады'],
  inWords: ['In words', 'Словами', 'Сөзбен'],
  readingsUsed: ['Readings used', 'Использованные замеры', 'Пайдаланылған өлшеулер'],
  quality: ['Quality', 'Качество', 'Сапасы'],

  // acknowledge
  acknowledge: ['Acknowledge', 'Квитировать', 'Растау'],
  acknowledgeTitle: ['Acknowledge this alarm', 'Квитировать тревогу', 'Дабылды растау'],
  noteHint: ['What was done? (optional)', 'Что сделано? (необязательно)', 'Не істелді? (міндетті емес)'],
  send: ['Acknowledge (Enter)', 'Квитировать (Enter)', 'Растау (Enter)'],
  sending: ['Sending …', 'Отправка …', 'Жіберілуде …'],
  cancel: ['Cancel', 'Отмена', 'Бас тарту'],
  refused: ['Refused: {why}', 'Отказано: {why}', 'Қабылданбады: {why}'],
  notSent: [
    'NOT acknowledged: the server does not answer. Try again.', 'НЕ квитировано: сервер не отвечает. Повторите.',
    'РАСТАЛМАДЫ: сервер жауап бермейді. Қайталаңыз.',
  ],
  ackWhileStale: [
    'The data is not live: this alarm may have changed.', 'Данные не живые: тревога могла измениться.',
    'Деректер жаңармайды: дабыл өзгерген болуы мүмкін.',
  ],
  mayNot: ['Your role may not do this', 'Вашей роли это не разрешено', 'Сіздің рөліңізге рұқсат жоқ'],

  // trend
  trend: ['Trend', 'График', 'График'],
  last: ['last {n}', 'последние {n}', 'соңғы {n}'],
  noSensor: ['This alarm is about a place, not one sensor', 'Тревога о месте, а не о датчике', 'Дабыл датчикке емес, орынға қатысты'],
  noPoints: ['No readings in this time', 'За это время замеров нет', 'Бұл уақытта өлшеу жоқ'],
  trendFailed: ['History could not be read: {why}', 'История не прочитана: {why}', 'Тарих оқылмады: {why}'],
  noLimits: ['no limits for this sensor', 'для датчика нет уставок', 'датчикте шек жоқ'],
  truncated: ['only the newest part is shown', 'показана только новейшая часть', 'тек ең жаңа бөлігі көрсетілген'],
  'level.pre-alarm': ['pre-alarm', 'предупреждение', 'алдын ала дабыл'],
  'level.alarm': ['alarm', 'тревога', 'дабыл'],
  'level.cut': ['cut', 'отключение', 'ажырату'],
  'level.withdraw': ['withdraw', 'вывод людей', 'адамдарды шығару'],
  'level.restore': ['restore', 'включение', 'қосу'],

  // sensors
  zone: ['Place', 'Место', 'Орын'],
  sensor: ['Sensor', 'Датчик', 'Датчик'],
  quantity: ['Quantity', 'Величина', 'Шама'],
  measuredAt: ['Measured', 'Измерено', 'Өлшенді'],
  allSensors: ['All', 'Все', 'Барлығы'],
  notGoodOnly: ['Not good only', 'Только неисправные', 'Тек ақаулары'],
  near: ['90 % of the limit', '90 % уставки', 'шектің 90 %'],
  over: ['over the limit', 'за уставкой', 'шектен асты'],
  neverSeen: ['never seen', 'не было', 'болған жоқ'],
  pickSensor: ['Select a sensor', 'Выберите датчик', 'Датчикті таңдаңыз'],

  // air
  airTitle: ['Air flow', 'Схема проветривания', 'Желдету сызбасы'],
  downwind: ['Down-wind', 'По струе', 'Ауа ағынымен'],
  nobodyDownwind: ['nothing is down-wind', 'по струе ничего нет', 'ағын бойында ештеңе жоқ'],
  workplaces: ['Workplaces', 'Рабочие места', 'Жұмыс орындары'],
  people: ['{n} people', 'людей: {n}', 'адам: {n}'],
  pickZone: ['Select a place', 'Выберите место', 'Орынды таңдаңыз'],
  openAlerts: ['Open alarms', 'Открытые тревоги', 'Ашық дабылдар'],
  noneHere: ['none', 'нет', 'жоқ'],

  // risk
  riskTitle: ['Workplace risk', 'Риск рабочих мест', 'Жұмыс орындарының тәуекелі'],
  indicative: [
    'Indicative: computed from measured factors and entered parts, no official assessment.',
    'Ориентировочно: по измеренным факторам и введённым частям, не официальная оценка.',
    'Бағдар үшін: өлшенген факторлар мен енгізілген бөліктерден, ресми бағалау емес.',
  ],
  index: ['Index', 'Показатель', 'Көрсеткіш'],
  worst: ['Worst', 'Худшее', 'Ең нашары'],
  coverage: ['Coverage', 'Охват', 'Қамту'],
  mapping: ['Mapping', 'Отображение', 'Сәйкестендіру'],
  level: ['Level', 'Степень', 'Дәрежесі'],
  factor: ['Factor', 'Фактор', 'Фактор'],
  klass: ['Class', 'Класс', 'Сынып'],
  insufficient: ['insufficient data', 'данных недостаточно', 'дерек жеткіліксіз'],

  // data
  quarantine: ['Refused messages', 'Непринятые сообщения', 'Қабылданбаған хабарлар'],
  balance: ['Loss accounting', 'Баланс потерь', 'Шығын есебі'],
  balanced: ['nothing is lost', 'ничего не потеряно', 'ештеңе жоғалған жоқ'],
  unbalanced: ['THE BALANCE DOES NOT CLOSE', 'БАЛАНС НЕ СХОДИТСЯ', 'ТЕҢГЕРІМ САЙ КЕЛМЕЙДІ'],
  topic: ['Topic', 'Топик', 'Топик'],
  reason: ['Reason', 'Причина', 'Себебі'],
  at: ['When', 'Когда', 'Қашан'],
  quarantineEmpty: ['Nothing was refused', 'Ничего не отвергнуто', 'Ештеңе қабылданбай қалған жоқ'],

  // limits
  limitsTitle: ['Limits', 'Уставки', 'Шектер'],
  proposals: ['Proposals', 'Предложения', 'Ұсыныстар'],
  propose: ['Propose', 'Предложить', 'Ұсыну'],
  proposeTitle: ['Propose a new value', 'Предложить значение', 'Жаңа мән ұсыну'],
  newValue: ['New value', 'Новое значение', 'Жаңа мән'],
  approve: ['Approve', 'Утвердить', 'Бекіту'],
  scope: ['Scope', 'Где', 'Қайда'],
  author: ['Author', 'Автор', 'Авторы'],
  reasonHint: ['Why? (needed)', 'Почему? (обязательно)', 'Неге? (міндетті)'],
  noProposals: ['No proposals', 'Предложений нет', 'Ұсыныс жоқ'],
  engineersOnly: ['For engineers', 'Для инженеров', 'Инженерлерге арналған'],
  done: ['Done', 'Готово', 'Дайын'],

  loading: ['Reading …', 'Чтение …', 'Оқылуда …'],
  failed: ['Could not be read: {why}', 'Не прочитано: {why}', 'Оқылмады: {why}'],
  retry: ['Again', 'Повторить', 'Қайталау'],

  // states of quantities
  stopped: ['stopped', 'стоит', 'тоқтап тұр'],
  running: ['running', 'работает', 'жұмыс істеп тұр'],
  powerOff: ['power off', 'отключено', 'ажыратулы'],
  powerOn: ['power on', 'включено', 'қосулы'],
  doorClosed: ['closed', 'закрыта', 'жабық'],
  doorOpen: ['open', 'открыта', 'ашық'],
  yes: ['yes', 'да', 'иә'],
  no: ['no', 'нет', 'жоқ'],

  // keys
  'key.move': ['select an alarm', 'выбрать тревогу', 'дабылды таңдау'],
  'key.enter': ['open or close the detail', 'открыть или закрыть подробности', 'толығын ашу не жабу'],
  'key.a': ['acknowledge the selected alarm', 'квитировать выбранную', 'таңдалғанын растау'],
  'key.m': ['silence (acknowledges nothing)', 'заглушить (не квитирует)', 'дыбысын басу (растамайды)'],
  'key.filter': ['filter the list', 'фильтр списка', 'тізім сүзгісі'],
  'key.home': ['to the first alarm', 'к первой тревоге', 'бірінші дабылға'],
  'key.screens': ['screens', 'экраны', 'экрандар'],
  'key.help': ['this help', 'эта подсказка', 'осы анықтама'],
  'key.escape': ['close', 'закрыть', 'жабу'],

  // quantities
  'q.ch4': ['methane CH₄', 'метан CH₄', 'метан CH₄'],
  'q.co': ['carbon monoxide CO', 'оксид углерода CO', 'көміртек тотығы CO'],
  'q.co2': ['carbon dioxide CO₂', 'диоксид углерода CO₂', 'көмірқышқыл газы CO₂'],
  'q.o2': ['oxygen O₂', 'кислород O₂', 'оттек O₂'],
  'q.h2s': ['hydrogen sulphide H₂S', 'сероводород H₂S', 'күкіртсутек H₂S'],
  'q.no': ['nitric oxide NO', 'оксид азота NO', 'азот тотығы NO'],
  'q.no2': ['nitrogen dioxide NO₂', 'диоксид азота NO₂', 'азот диоксиді NO₂'],
  'q.so2': ['sulphur dioxide SO₂', 'диоксид серы SO₂', 'күкірт диоксиді SO₂'],
  'q.h2': ['hydrogen H₂', 'водород H₂', 'сутек H₂'],
  'q.nh3': ['ammonia NH₃', 'аммиак NH₃', 'аммиак NH₃'],
  'q.air-velocity': ['air velocity', 'скорость воздуха', 'ауа жылдамдығы'],
  'q.air-temperature': ['air temperature', 'температура воздуха', 'ауа температурасы'],
  'q.humidity': ['humidity', 'влажность', 'ылғалдылық'],
  'q.wet-bulb': ['wet bulb', 'влажный термометр', 'ылғалды термометр'],
  'q.globe-temperature': ['globe temperature', 'шаровой термометр', 'шарлы термометр'],
  'q.pressure': ['barometer', 'барометр', 'барометр'],
  'q.fan-running': ['fan', 'вентилятор', 'желдеткіш'],
  'q.fan-depression': ['fan depression', 'депрессия вентилятора', 'желдеткіш депрессиясы'],
  'q.dust': ['dust', 'пыль', 'шаң'],
  'q.noise': ['noise', 'шум', 'шу'],
  'q.hand-arm-vibration': ['hand-arm vibration', 'локальная вибрация', 'жергілікті діріл'],
  'q.whole-body-vibration': ['whole-body vibration', 'общая вибрация', 'жалпы діріл'],
  'q.illuminance': ['illuminance', 'освещённость', 'жарықтану'],
  'q.dose-rate': ['dose rate', 'мощность дозы', 'доза қуаты'],
  'q.radon': ['radon', 'радон', 'радон'],
  'q.ppv': ['ground velocity PPV', 'скорость колебаний PPV', 'тербеліс жылдамдығы PPV'],
  'q.seismic-energy': ['seismic energy', 'сейсмическая энергия', 'сейсмикалық энергия'],
  'q.seismic-magnitude': ['seismic magnitude', 'магнитуда', 'магнитуда'],
  'q.seismic-x': ['event X', 'событие X', 'оқиға X'],
  'q.seismic-y': ['event Y', 'событие Y', 'оқиға Y'],
  'q.seismic-z': ['event Z', 'событие Z', 'оқиға Z'],
  'q.roof-displacement': ['roof displacement', 'смещение кровли', 'төбенің ығысуы'],
  'q.support-pressure': ['support pressure', 'давление крепи', 'бекітпе қысымы'],
  'q.power-on': ['power', 'напряжение', 'кернеу'],
  'q.door-open': ['door', 'дверь', 'есік'],
  'q.smoke': ['smoke', 'дым', 'түтін'],
  'q.belt-running': ['belt', 'конвейер', 'конвейер'],
  'q.people-count': ['people', 'люди', 'адамдар'],
  'q.pipe-ch4': ['pipe CH₄', 'CH₄ в трубе', 'құбырдағы CH₄'],
  'q.pipe-o2': ['pipe O₂', 'O₂ в трубе', 'құбырдағы O₂'],
  'q.pipe-vacuum': ['pipe vacuum', 'разрежение', 'сиретілу'],
  'q.pipe-flow': ['pipe flow', 'расход', 'шығын'],
  'q.pipe-temperature': ['pipe temperature', 'температура газа', 'газ температурасы'],
  'q.pump-running': ['pump', 'насос', 'сорғы'],
  'q.gas-content': ['gas content', 'газоносность', 'газдылық'],
};

/**
 * The words for a key; a key without words is shown as it is, so that it is noticed and nothing is hidden.
 *
 * @param {string} key
 * @param {'en'|'ru'|'kk'} lang
 * @param {Record<string, string|number>} [values] what stands in braces
 */
export function words(key, lang, values = {}) {
  const text = WORDS[key]?.[LANGS.indexOf(lang)] ?? key.replace(/^(q|state|level)\./, '');
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}
