const lists = {
  english:
    'a an the is are was were be been am do does did can could will would shall should may might must have has had i you he she it we they me him her us them my your his its our their this that these those of in on at to for from by with about as and or but if then than so what which who whom whose when where why how there here please tell know want need not no',
  german:
    'der die das den dem des ein eine einer eines einem einen ist sind war waren sein bin hat haben hatte hatten wird werden wurde wurden kann konnte konnen muss soll will ich du er sie es wir ihr mich mir dich dir uns euch ihm ihn mein meine meinen dein ihre ihren unser von in im an am auf zu zum zur fur mit bei nach aus uber durch um als wie und oder aber wenn dass ob so was wer wem wen wessen wann wo warum wieso weshalb welche welcher welches welchem welchen wieviel viele hier dort bitte nicht kein keine',
  spanish:
    'el la los las un una unos unas lo es son era eran fue fueron ser estar esta estan ha han habia he hay puede puedo pueden yo tu el ella ello nosotros ellos ellas me te se nos le les mi su sus tus nuestro de del en a al por para con sin sobre entre como y o u pero si que cual cuales quien quienes cuando donde cuanto cuantos cuanta cuantas porque aqui alli no favor',
} as const;

/** Words of three languages that say nothing of what a question is about, without accents. */
export const functionWords: ReadonlySet<string> = new Set(Object.values(lists).flatMap((words) => words.split(' ')));
