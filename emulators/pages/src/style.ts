/** The one style sheet of all pages: light and dark, from a phone's width up. */
export const STYLE = `
:root{color-scheme:light dark;
--back:#f4f5f8;--paper:#fff;--soft:#f0f2f6;--line:#dde1e9;--edge:#868fa1;--ink:#1a2230;--dim:#556074;
--accent:#3a49c4;--on:#fff;--tint:#eceefb;
--amber:#7d5200;--amber-soft:#fdf1d6;--green:#14633a;--green-soft:#e0f4e8;--red:#a1242b;--red-soft:#fde8e8;
--shade:0 1px 2px rgb(20 28 45/.05),0 4px 16px rgb(20 28 45/.05)}
@media (prefers-color-scheme:dark){:root{
--back:#10131a;--paper:#181d26;--soft:#212733;--line:#313948;--edge:#6f7b91;--ink:#e8ebf2;--dim:#a5afc0;
--accent:#a3b0ff;--on:#12172e;--tint:#272e4d;
--amber:#f4c56a;--amber-soft:#3a2e14;--green:#84d9a6;--green-soft:#16352a;--red:#ffa29c;--red-soft:#43211f;
--shade:none}}
*{box-sizing:border-box}
[hidden]{display:none!important}
html{height:100%}
body{margin:0;min-height:100%;font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;color:var(--ink);background:var(--back)}
h1,h2,h3,p,ul,dl,dd,pre{margin:0}
h1{font-size:1.3rem;line-height:1.3;letter-spacing:-.01em}h2{font-size:1rem;line-height:1.4}
h3{font-size:.8rem;color:var(--dim);font-weight:600;margin:1.4rem 0 .5rem}
a{color:var(--accent)}
small{font-size:.82rem}
.dim{color:var(--dim)}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.6rem;background:var(--paper);padding:.4rem .8rem;z-index:9}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:.3rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}

.bar{display:flex;flex-wrap:wrap;align-items:center;gap:.2rem 1.5rem;padding:.55rem 1.5rem;background:var(--paper);border-bottom:1px solid var(--line)}
.brand{font-weight:700;letter-spacing:-.01em;color:var(--ink);text-decoration:none;display:flex;align-items:center;gap:.5rem;padding:.3rem 0}
.brand::before{content:'';width:1.35rem;height:.5rem;border-radius:1rem;background:linear-gradient(90deg,var(--accent) 62%,var(--amber) 62%);transform:rotate(-24deg)}
nav{display:flex;flex-wrap:wrap;gap:.15rem}
nav a{padding:.3rem .7rem;border-radius:.5rem;color:var(--dim);text-decoration:none}
nav a:hover{background:var(--soft);color:var(--ink)}
nav a[aria-current]{background:var(--tint);color:var(--accent);font-weight:600}
main{max-width:76rem;margin:0 auto;padding:1.2rem 1.5rem 2rem}
.lead{color:var(--dim);margin:.15rem 0 1rem;max-width:46rem}

.panes{display:grid;grid-template-columns:minmax(15rem,21rem) minmax(0,1fr);gap:1rem;align-items:start}
.card{background:var(--paper);border:1px solid var(--line);border-radius:.8rem;box-shadow:var(--shade);overflow-wrap:anywhere}
.pad{padding:1rem 1.2rem}
.tall{height:calc(100dvh - 10.5rem);min-height:26rem;display:flex;flex-direction:column}
.tall-inner{display:flex;flex-direction:column;flex:1;min-height:0}
.tall>.scroll,.tall-inner>.scroll{flex:1;overflow-y:auto;min-height:0}
.top{display:flex;flex-wrap:wrap;align-items:center;gap:.3rem .8rem;padding:.8rem 1.2rem;border-bottom:1px solid var(--line)}
.top .grow{flex:1;min-width:9rem}
.top h2{display:block}
.empty{padding:2.5rem 1.5rem;text-align:center;color:var(--dim)}
.empty strong{display:block;color:var(--ink);margin-bottom:.3rem}
.button.back{display:none}
.subject{font-size:1.2rem;margin:.1rem 0 .6rem}
.mail-text{border-top:1px solid var(--line);margin-top:1rem;padding-top:1rem}

label,legend{display:block;font-size:.85rem;font-weight:600;padding:0}
fieldset{border:0;margin:0;padding:0;min-width:0}
input,select,button{font:inherit;color:inherit}
input:not([type=radio]),select{width:100%;padding:.5rem .7rem;border:1px solid var(--edge);border-radius:.5rem;background:var(--paper);font-weight:400}
input::placeholder{color:var(--dim);opacity:1}
button,.button{display:inline-block;padding:.5rem .95rem;border:1px solid var(--line);border-radius:.5rem;background:var(--paper);color:var(--ink);font-weight:550;text-decoration:none;cursor:pointer}
button:hover:not(:disabled),.button:hover{border-color:var(--accent);color:var(--accent)}
button.main{background:var(--accent);border-color:var(--accent);color:var(--on)}
button.main:hover:not(:disabled){filter:brightness(1.08);color:var(--on)}
button.quiet{border-color:transparent;background:none;color:var(--dim)}
button:disabled,input:disabled{opacity:.5;cursor:not-allowed}
.row{display:flex;gap:.5rem;flex-wrap:wrap;align-items:center}
.field{margin-top:.7rem;display:grid;gap:.25rem}
.persona{display:grid;grid-template-columns:auto 1fr;gap:0 .6rem;align-items:center;padding:.55rem .7rem;border:1px solid var(--line);border-radius:.6rem;margin-top:.5rem;font-weight:400;cursor:pointer}
.persona:has(:checked){border-color:var(--accent);background:var(--tint)}
.persona input{grid-row:span 2;margin:0;accent-color:var(--accent)}
.persona strong{font-weight:600}.persona small{color:var(--dim);grid-column:2}
summary{cursor:pointer}

.items{list-style:none;padding:.4rem}
.items a{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.05rem .6rem;padding:.6rem .8rem;border-radius:.6rem;color:inherit;text-decoration:none}
.items a:hover{background:var(--soft)}
.items a[aria-current=true]{background:var(--tint)}
.items strong,.items .sub{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.items strong{font-weight:600}.items .sub,.items time{color:var(--dim);font-size:.85rem}
.items .sub{grid-column:1/-1}
.items .new strong::before{content:'';display:inline-block;width:.5rem;height:.5rem;border-radius:50%;background:var(--accent);margin-right:.4rem;vertical-align:.1em}
.badge{display:inline-flex;align-items:center;gap:.35rem;padding:.05rem .6rem;border-radius:1rem;font-size:.8rem;font-weight:600;background:var(--soft);color:var(--dim);white-space:nowrap}
.badge:empty{display:none}
.badge[data-status]::before{content:'';width:.45rem;height:.45rem;border-radius:50%;background:currentColor}
.badge[data-status=bot]{background:var(--tint);color:var(--accent)}
.badge[data-status=waiting],.badge[data-level=medium],.badge.fault{background:var(--amber-soft);color:var(--amber)}
.badge[data-status=connected],.badge[data-status=open],.badge[data-level=good]{background:var(--green-soft);color:var(--green)}
.badge[data-status=missed],.badge[data-level=high],.badge[data-level=urgent],.badge[data-level=bad]{background:var(--red-soft);color:var(--red)}

.transcript{padding:1.1rem 1.2rem;overscroll-behavior:contain}
.turn{max-width:min(34rem,86%);width:fit-content;margin-bottom:.7rem}
.turn .by{display:block;font-size:.78rem;color:var(--dim);margin:0 .2rem .15rem}
.turn .text{display:block;padding:.5rem .85rem;border-radius:.2rem .9rem .9rem .9rem;background:var(--soft);white-space:pre-wrap;overflow-wrap:anywhere}
.turn[data-sender=operator] .text{background:var(--green-soft)}
.turn.mine{margin-left:auto}.turn.mine .by{text-align:right}
.turn.mine .text{background:var(--accent);color:var(--on);border-radius:.9rem .2rem .9rem .9rem;margin-left:auto;width:fit-content}
.turn.same{margin-top:-.35rem}.turn.same .by{display:none}
.turn.sending .text{opacity:.65}
.dots{display:inline-flex;gap:.25rem;padding:.65rem .8rem;border-radius:.9rem;background:var(--soft);margin:0 1.2rem .8rem;width:fit-content}
.dots i{width:.4rem;height:.4rem;border-radius:50%;background:var(--dim);animation:blink 1.2s infinite}
.dots i:nth-child(2){animation-delay:.2s}.dots i:nth-child(3){animation-delay:.4s}
@keyframes blink{0%,60%,100%{opacity:.3}30%{opacity:1}}
.beside .card+.card{margin-top:1rem}@media (min-width:50.01rem){.beside main{margin:0;max-width:calc(100vw - 25rem)}}
@media (prefers-reduced-motion:reduce){.dots i{animation:none}}
.strip{padding:.55rem 1.2rem;background:var(--soft);font-size:.9rem}
.strip[data-status=waiting]{background:var(--amber-soft);color:var(--amber)}
.strip[data-status=connected],.strip.ticket{background:var(--green-soft);color:var(--green)}
.strip a{color:inherit;font-weight:600}
.chips{padding:0 1.2rem .8rem}
.chips button{border-radius:2rem;border-color:var(--accent);color:var(--accent);padding:.35rem .9rem}
.chips button:hover{background:var(--tint)}
.composer{display:flex;gap:.5rem;padding:.8rem 1.2rem;border-top:1px solid var(--line)}
.composer input{flex:1;min-width:0}

.facts{display:grid;grid-template-columns:minmax(6rem,max-content) minmax(0,1fr);gap:.3rem 1.2rem}
.facts dt{color:var(--dim)}.facts dd{margin:0}
.tag{display:inline-block;padding:0 .55rem;border-radius:.4rem;background:var(--soft);margin-right:.35rem;font-size:.85rem}
pre,.prose{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
pre.code{font:.82rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--soft);border-radius:.5rem;padding:.7rem .9rem;max-height:24rem;overflow:auto}
.comment{border:1px solid var(--line);border-radius:.6rem;padding:.8rem 1rem;margin-bottom:.7rem}
.comment .head{display:flex;gap:.6rem;align-items:center;margin-bottom:.5rem;font-size:.85rem;color:var(--dim)}
.line{display:grid;grid-template-columns:3.2rem minmax(0,1fr);gap:0 .6rem;padding:.12rem 0}
.line time{color:var(--dim);font-variant-numeric:tabular-nums;font-size:.85rem;padding-top:.08rem}
.line b{font-weight:600}

.tools{display:grid;grid-template-columns:minmax(0,1fr) 12rem auto;gap:.6rem;align-items:center;margin-bottom:1rem}
.requests details{border-top:1px solid var(--line)}
.requests details:first-child{border-top:0}
.requests summary{display:grid;grid-template-columns:6.2rem 4rem minmax(0,1fr) auto;gap:.8rem;align-items:center;padding:.5rem 1.2rem;list-style:none}
.requests summary::-webkit-details-marker{display:none}
.requests summary:hover{background:var(--soft)}
.requests time,.requests .method{color:var(--dim);font-variant-numeric:tabular-nums;font-size:.85rem}
.requests .what{min-width:0;overflow-wrap:anywhere}.requests .what span{display:block;color:var(--dim);font-size:.85rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.requests .inside{padding:.3rem 1.2rem 1.1rem}
.doors{display:grid;grid-template-columns:repeat(auto-fill,minmax(12.5rem,1fr));gap:1rem;margin:1.2rem 0;padding:0;list-style:none}
.doors a{display:block;height:100%;padding:1.1rem 1.2rem;color:inherit;text-decoration:none}
.doors a:hover{border-color:var(--accent)}
.doors strong{display:flex;justify-content:space-between;gap:.5rem;align-items:center;font-size:1.05rem}
.doors span.about{color:var(--dim);display:block;margin-top:.25rem}
.foot{margin-top:1rem}.steps{padding-left:1.3rem;margin:.4rem 0 0}.steps li{padding:.15rem 0}
.problem{position:fixed;left:50%;bottom:1rem;transform:translateX(-50%);max-width:min(40rem,92vw);background:var(--red-soft);color:var(--red);border:1px solid currentColor;border-radius:.6rem;padding:.6rem 1rem;z-index:5}

@media (max-width:50rem){
body{font-size:16px}
.bar{padding:.4rem 1rem}main{padding:.9rem 1rem 1.5rem}nav{margin:0 -.45rem;font-size:.93rem}nav a{padding:.35rem .45rem}
.lead{margin-bottom:.7rem}main:has(.chat) .lead{display:none}main:has(.chat) h1{margin-bottom:.6rem}
.panes{grid-template-columns:minmax(0,1fr)}
.tall{height:auto;min-height:0}
.chat.tall{height:calc(100dvh - 9.8rem);min-height:22rem}.visitor .chat.tall{height:calc(100dvh - 14.6rem)}
.panes[data-open=true] .master,.panes[data-open=false] .detail{display:none}
.button.back{display:inline-block;margin-bottom:.6rem}.top .button.back{margin:0}article .button.back{margin-right:.7rem}
.tools{grid-template-columns:1fr 1fr}.tools label:first-child{grid-column:1/-1}
.requests summary{grid-template-columns:auto minmax(0,1fr) auto}.requests .method{display:none}
.facts{grid-template-columns:minmax(0,1fr);gap:0}.facts dd{margin-bottom:.5rem}
}
`;
