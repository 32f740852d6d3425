<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Banner</name>
    <message>
        <source>Do what helps</source>
        <translation>执行建议的操作</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Your recordings and voices are safe.</source>
        <translation>您的录音和声音都安全无损。</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open Doctor</source>
        <translation>打开诊断</translation>
    </message>
    <message>
        <source>Open Bases</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>前往训练</translation>
    </message>
</context>
<context>
    <name>BasesPage</name>
    <message>
        <source>Bases</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The models that voices are made from. Fetching one is the only time Timbre</source>
        <translation>声音由这些基础模型训练而成。只有在下载模型时，Timbre 才会</translation>
    </message>
    <message>
        <source>uses the network.</source>
        <translation>使用网络。</translation>
    </message>
    <message>
        <source>From a folder…</source>
        <translation>从文件夹导入…</translation>
    </message>
    <message>
        <source>Take bases from a GPT-SoVITS folder or a stick; nothing is fetched</source>
        <translation>从 GPT-SoVITS 文件夹或U盘导入模型，不会下载任何内容</translation>
    </message>
    <message>
        <source>A GPT-SoVITS folder</source>
        <translation>GPT-SoVITS 文件夹</translation>
    </message>
    <message>
        <source>Getting a base</source>
        <translation>正在获取模型</translation>
    </message>
    <message>
        <source>here, %1</source>
        <translation>已在本机，%1</translation>
    </message>
    <message>
        <source>%1 to fetch</source>
        <translation>需下载 %1</translation>
    </message>
    <message>
        <source>Writes down what was said, more exactly than the one that comes along.</source>
        <translation>把说的话转成文字，比自带的更准确。</translation>
    </message>
    <message>
        <source>Comes along and works at once, also without a graphics card.</source>
        <translation>随软件自带，马上可用，没有显卡也行。</translation>
    </message>
    <message>
        <source>Chinese, English, Japanese, Korean and Cantonese; best with an NVIDIA card.</source>
        <translation>支持中文、英文、日文、韩文和粤语；配合 NVIDIA 显卡效果最佳。</translation>
    </message>
    <message>
        <source>Get</source>
        <translation>获取</translation>
    </message>
    <message>
        <source>Fetch %1; it can be stopped and goes on later</source>
        <translation>下载 %1；可以中途停止，以后继续</translation>
    </message>
    <message>
        <source>Get %1</source>
        <translation>获取 %1</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Compare every file of %1 with its manifest</source>
        <translation>把 %1 的每个文件与清单核对</translation>
    </message>
    <message>
        <source>Check %1</source>
        <translation>核对 %1</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Free the space of %1; it can be fetched again</source>
        <translation>释放 %1 占用的空间；以后可以重新下载</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>%1 is whole: every file is as in its manifest.</source>
        <translation>%1 完好：每个文件都与清单一致。</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>These clips teach the voice. Correct what was misheard; untick what is bad.</source>
        <translation>这些片段用来训练声音。听错的请改正，不好的请取消勾选。</translation>
    </message>
    <message>
        <source>Look at the recordings</source>
        <translation>分析录音</translation>
    </message>
    <message>
        <source>Cut, clean and transcribe everything recorded and imported</source>
        <translation>切分、清理并转写所有录制和导入的内容</translation>
    </message>
    <message>
        <source>Continue to Train</source>
        <translation>继续：训练</translation>
    </message>
    <message>
        <source>Go on to the training plan</source>
        <translation>前往训练方案</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>Space keeps or leaves out, F2 edits the text, Ctrl+P plays</source>
        <translation>空格键保留或舍弃，F2 编辑文本，Ctrl+P 播放</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Hear the chosen clip</source>
        <translation>试听所选片段</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take the last change back</source>
        <translation>撤回上一次更改</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Make the change again</source>
        <translation>重新应用更改</translation>
    </message>
    <message>
        <source>Looking at your recordings</source>
        <translation>正在分析您的录音</translation>
    </message>
    <message>
        <source>Nothing has been looked at yet. Record or import, then look again.</source>
        <translation>还没有分析任何内容。请先录制或导入，再回来查看。</translation>
    </message>
    <message>
        <source>That is enough for a good voice.</source>
        <translation>这些足够做出好声音了。</translation>
    </message>
    <message>
        <source>A few more sentences would make the voice better.</source>
        <translation>再录几句，声音会更好。</translation>
    </message>
    <message>
        <source>%1 of %2 clips are kept.</source>
        <translation>共 %2 个片段，保留 %1 个。</translation>
    </message>
    <message>
        <source>No clip is kept. See why on the right; tick what is right after all, correct its text, or record those sentences again.</source>
        <translation>没有保留任何片段。原因见右侧；请勾选其实没问题的片段、改正文本，或重新录制这些句子。</translation>
    </message>
    <message>
        <source>%1 of them are worth a look: play them and correct the text.</source>
        <translation>其中 %1 个值得一看：请试听并改正文本。</translation>
    </message>
</context>
<context>
    <name>ClipModel</name>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>What is said</source>
        <translation>所说内容</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>值得一看</translation>
    </message>
    <message>
        <source>keep or leave out</source>
        <translation>保留或舍弃</translation>
    </message>
    <message>
        <source>edit the text</source>
        <translation>编辑文本</translation>
    </message>
    <message>
        <source>Only ticked clips teach the voice (Space)</source>
        <translation>只有勾选的片段用于训练（空格键）</translation>
    </message>
    <message>
        <source>Hear this clip (Ctrl+P)</source>
        <translation>试听此片段（Ctrl+P）</translation>
    </message>
    <message>
        <source>Double-click or press F2 to correct the text</source>
        <translation>双击或按 F2 改正文本</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>舍弃</translation>
    </message>
    <message>
        <source>Play: %1</source>
        <translation>播放：%1</translation>
    </message>
</context>
<context>
    <name>DoctorPage</name>
    <message>
        <source>Doctor</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>What this computer can do for your voice.</source>
        <translation>看看这台电脑能为您的声音做什么。</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Copy everything found, to paste into a message; no names, no recordings</source>
        <translation>复制全部诊断结果以便粘贴到消息里；不含名字和录音</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Examine this computer again</source>
        <translation>再次检查这台电脑</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Examining this computer…</source>
        <translation>正在检查这台电脑…</translation>
    </message>
    <message>
        <source>Everything is in order.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>Found to mend: %1.</source>
        <translation>需要处理的问题：%1 个。</translation>
    </message>
    <message>
        <source>%1 of %2 GB of its memory are free</source>
        <translation>显存 %2 GB，空闲 %1 GB</translation>
    </message>
    <message>
        <source>%1 of %2 GB are free</source>
        <translation>共 %2 GB，空闲 %1 GB</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>%1, %2 cores</source>
        <translation>%1，%2 核</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Base models</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>Everything lies in</source>
        <translation>所有数据位于</translation>
    </message>
    <message>
        <source>The report is on the clipboard.</source>
        <translation>报告已复制到剪贴板。</translation>
    </message>
</context>
<context>
    <name>ImportCard</name>
    <message>
        <source>Have a recording already?</source>
        <translation>已经有录音了？</translation>
    </message>
    <message>
        <source>Drop audio or video here, any number of files or folders.</source>
        <translation>把音频或视频拖到这里，文件和文件夹数量不限。</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Sound and video (%1)</source>
        <translation>音频和视频 (%1)</translation>
    </message>
    <message>
        <source>Imported files</source>
        <translation>已导入的文件</translation>
    </message>
    <message>
        <source>Files that will be used too</source>
        <translation>也会用到的文件</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Take the chosen files off the list; they stay where they are</source>
        <translation>从列表中移除所选文件；文件本身原地不动</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>……还有 %1 个</translation>
    </message>
</context>
<context>
    <name>JobProgress</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop; what was done so far is kept</source>
        <translation>停止；已完成的部分会保留</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Stopping; what was done is being kept…</source>
        <translation>正在停止，已完成的部分正在保存…</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Microphone level</source>
        <translation>麦克风电平</translation>
    </message>
    <message>
        <source>Speak so that the bar stays green and touches yellow; red is too loud</source>
        <translation>说话时让电平条保持绿色、偶尔到黄色；红色就太响了</translation>
    </message>
    <message>
        <source>clipped</source>
        <translation>削波</translation>
    </message>
    <message>
        <source>too loud</source>
        <translation>太响</translation>
    </message>
    <message>
        <source>loud</source>
        <translation>偏响</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>quiet</source>
        <translation>偏轻</translation>
    </message>
</context>
<context>
    <name>ListenPage</name>
    <message>
        <source>Listen</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Compare the person with the voice, then let it say something of your own.</source>
        <translation>把本人与声音对比，再让它说一句您自己的话。</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Which voice to listen to</source>
        <translation>要试听的声音</translation>
    </message>
    <message>
        <source>Open in Studio</source>
        <translation>在工作室中打开</translation>
    </message>
    <message>
        <source>Go on to the studio, for longer texts</source>
        <translation>前往工作室，朗读更长的文本</translation>
    </message>
    <message>
        <source>The person</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>Before training</source>
        <translation>训练前</translation>
    </message>
    <message>
        <source>After training</source>
        <translation>训练后</translation>
    </message>
    <message>
        <source>What was recorded</source>
        <translation>录下的内容</translation>
    </message>
    <message>
        <source>This is my voice, and I have never said this before.</source>
        <translation>这是我的声音，而这句话我从未说过。</translation>
    </message>
    <message>
        <source>A sentence to try</source>
        <translation>试说的句子</translation>
    </message>
    <message>
        <source>Type anything and press Enter</source>
        <translation>随便输入一句，然后按回车</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>朗读</translation>
    </message>
    <message>
        <source>Let the voice say this sentence</source>
        <translation>让这个声音说这句话</translation>
    </message>
    <message>
        <source>Try your own</source>
        <translation>试试您自己的句子</translation>
    </message>
    <message>
        <source>Not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>close to the person</source>
        <translation>接近本人</translation>
    </message>
    <message>
        <source>very like the person</source>
        <translation>非常像本人</translation>
    </message>
    <message>
        <source>not yet like the person</source>
        <translation>还不太像本人</translation>
    </message>
    <message>
        <source>%1 (likeness %2), %3 of 100 words lost or changed</source>
        <translation>%1（相似度 %2），每 100 个词丢失或改变 %3 个</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>There is no finished voice yet. Train one first.</source>
        <translation>还没有完成的声音，请先训练一个。</translation>
    </message>
    <message>
        <source>Waking the voice…</source>
        <translation>正在唤醒声音…</translation>
    </message>
    <message>
        <source>%1 seconds of speech</source>
        <translation>%1 秒语音</translation>
    </message>
</context>
<context>
    <name>PlanForm</name>
    <message>
        <source>Name of the voice</source>
        <translation>声音的名称</translation>
    </message>
    <message>
        <source>How it is called in Voices</source>
        <translation>在“声音”页显示的名称</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>同意声明</translation>
    </message>
    <message>
        <source>Kept with the voice</source>
        <translation>与声音一起保存</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>The model the voice is made from</source>
        <translation>用来制作声音的模型</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>Who confirms; kept with the voice</source>
        <translation>确认人；与声音一起保存</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Start; you can pause or stop at any time</source>
        <translation>开始；可以随时暂停或停止</translation>
    </message>
    <message>
        <source>Why it is planned so</source>
        <translation>为什么这样安排</translation>
    </message>
    <message>
        <source>THE PLAN</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>More bases…</source>
        <translation>更多模型…</translation>
    </message>
    <message>
        <source>Fetch another base, or take one from a folder</source>
        <translation>下载其他模型，或从文件夹导入</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Continue it</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Go on from the last save</source>
        <translation>从上次保存处继续</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Move the interrupted run to the trash folder and start anew</source>
        <translation>把中断的训练移到回收文件夹，重新开始</translation>
    </message>
    <message>
        <source>The training of this voice was interrupted; its work is kept.</source>
        <translation>这个声音的训练被中断了，成果已保留。</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>A first impression</source>
        <translation>先听个大概</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>What most people want</source>
        <translation>适合大多数人</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>When there is time</source>
        <translation>时间充裕时</translation>
    </message>
    <message>
        <source>Check your recordings first.</source>
        <translation>请先检查录音。</translation>
    </message>
    <message>
        <source>Looking at this machine…</source>
        <translation>正在查看这台电脑…</translation>
    </message>
</context>
<context>
    <name>ReadingStand</name>
    <message>
        <source>How much of a minute is recorded</source>
        <translation>一分钟已录了多少</translation>
    </message>
    <message>
        <source>SENTENCE %1 OF %2</source>
        <translation>第 %1 句，共 %2 句</translation>
    </message>
    <message>
        <source>%1 s recorded, a minute is plenty</source>
        <translation>已录 %1 秒，一分钟就足够</translation>
    </message>
    <message>
        <source>Listening. Press again when you have finished.</source>
        <translation>正在聆听。读完后再按一次。</translation>
    </message>
    <message>
        <source>Not recorded yet.</source>
        <translation>尚未录制。</translation>
    </message>
    <message>
        <source>Please read it again.</source>
        <translation>请再读一遍。</translation>
    </message>
    <message>
        <source>✓ Good: %1 seconds, saved.</source>
        <translation>✓ 很好：%1 秒，已保存。</translation>
    </message>
    <message>
        <source>Record again</source>
        <translation>重新录制</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>The sentence before</source>
        <translation>上一句</translation>
    </message>
    <message>
        <source>Start reading, and press again at the end of the sentence</source>
        <translation>开始朗读，读完这句后再按一次</translation>
    </message>
    <message>
        <source>Record the sentence</source>
        <translation>录制这句</translation>
    </message>
    <message>
        <source>The next sentence</source>
        <translation>下一句</translation>
    </message>
    <message>
        <source>Hear this sentence as it was recorded</source>
        <translation>试听录下的这一句</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Take this sentence out; you can put it back</source>
        <translation>去掉这一句；可以放回来</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>放回</translation>
    </message>
    <message>
        <source>Put the deleted sentence back</source>
        <translation>放回删除的句子</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>Record</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>Read each sentence as you would say it to a friend. A quiet room helps most.</source>
        <translation>像对朋友说话那样读每一句。安静的房间最重要。</translation>
    </message>
    <message>
        <source>Continue to Check</source>
        <translation>继续：检查</translation>
    </message>
    <message>
        <source>Go on to what was heard in your recordings</source>
        <translation>看看从录音里听到了什么</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Which microphone to listen to</source>
        <translation>使用哪个麦克风</translation>
    </message>
    <message>
        <source>Look again for microphones</source>
        <translation>重新查找麦克风</translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>Play %1</source>
        <translation>播放%1</translation>
    </message>
    <message>
        <source>Play %1: %2</source>
        <translation>播放%1：%2</translation>
    </message>
</context>
<context>
    <name>SentenceStrip</name>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>✓ is good, ! should be read again; click or use the arrow keys to go there</source>
        <translation>✓ 表示良好，! 表示应重读；点击或用方向键前往</translation>
    </message>
    <message>
        <source>%1 of %2 sentences are recorded</source>
        <translation>共 %2 句，已录 %1 句</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Nothing leaves this computer, whatever you set.</source>
        <translation>无论怎样设置，任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The language of the window</source>
        <translation>界面语言</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>How the window is coloured</source>
        <translation>窗口的配色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>How large the text is</source>
        <translation>文字显示多大</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>减少动态效果</translation>
    </message>
    <message>
        <source>Nothing moves by itself</source>
        <translation>没有东西会自己动</translation>
    </message>
    <message>
        <source>No font for Chinese is installed; on Debian and Ubuntu: fonts-noto-cjk.</source>
        <translation>没有安装中文字体；在 Debian 和 Ubuntu 上请安装 fonts-noto-cjk。</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>The folder with everything</source>
        <translation>存放全部数据的文件夹</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Recordings, texts and voices stay in one folder on this computer. Timbre uses the network only to fetch a base you ask for; it counts nothing and reports nothing.</source>
        <translation>录音、文本和声音都只存放在这台电脑的一个文件夹里。只有在您要求下载模型时，Timbre 才使用网络；不统计，也不上报任何内容。</translation>
    </message>
    <message>
        <source>Undo, redo</source>
        <translation>撤销、重做</translation>
    </message>
    <message>
        <source>Close Timbre</source>
        <translation>关闭 Timbre</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>The system&apos;s own</source>
        <translation>系统默认</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>What listens while you record</source>
        <translation>录制时使用的设备</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>扬声器</translation>
    </message>
    <message>
        <source>Where voices are heard</source>
        <translation>播放声音的设备</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音设备</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open the folder that holds everything Timbre keeps</source>
        <translation>打开 Timbre 存放全部数据的文件夹</translation>
    </message>
    <message>
        <source>The variable TIMBRE_HOME moves all of it.</source>
        <translation>环境变量 TIMBRE_HOME 可以更改位置。</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Go to a page</source>
        <translation>前往页面</translation>
    </message>
    <message>
        <source>Menu, this list</source>
        <translation>菜单、本列表</translation>
    </message>
    <message>
        <source>Begin another voice</source>
        <translation>新建一个声音</translation>
    </message>
    <message>
        <source>The page&apos;s main button: go on, start, speak</source>
        <translation>页面的主按钮：继续、开始、朗读</translation>
    </message>
    <message>
        <source>Record: start and end a sentence</source>
        <translation>录制：开始和结束一句</translation>
    </message>
    <message>
        <source>Record: the sentence before, the next one</source>
        <translation>录制：上一句、下一句</translation>
    </message>
    <message>
        <source>Play or stop</source>
        <translation>播放或停止</translation>
    </message>
    <message>
        <source>Check: keep or leave out, correct the text</source>
        <translation>检查：保留或舍弃、改正文本</translation>
    </message>
    <message>
        <source>Train: quick, balanced, best</source>
        <translation>训练：快速、均衡、最佳</translation>
    </message>
    <message>
        <source>Pause, stop a job</source>
        <translation>暂停、停止任务</translation>
    </message>
    <message>
        <source>Import, save</source>
        <translation>导入、保存</translation>
    </message>
    <message>
        <source>Voices: rename, export, delete</source>
        <translation>声音：重命名、导出、删除</translation>
    </message>
    <message>
        <source>Message: do what helps, close it</source>
        <translation>消息：执行建议、关闭</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Voice in the making</source>
        <translation>制作中的声音</translation>
    </message>
    <message>
        <source>Which voice you are working on</source>
        <translation>您正在制作哪个声音</translation>
    </message>
    <message>
        <source>%1, running</source>
        <translation>%1，正在运行</translation>
    </message>
    <message>
        <source>Begin another voice</source>
        <translation>新建一个声音</translation>
    </message>
    <message>
        <source>MAKE A VOICE</source>
        <translation>制作声音</translation>
    </message>
    <message>
        <source>USE IT</source>
        <translation>使用声音</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>More that Timbre can do</source>
        <translation>Timbre 的更多功能</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>Read a script or import files</source>
        <translation>朗读文稿或导入文件</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>See and mend what was heard</source>
        <translation>查看并改正听到的内容</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Let this computer learn the voice</source>
        <translation>让这台电脑学习声音</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Compare the voice with the person</source>
        <translation>把声音与本人对比</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>工作室</translation>
    </message>
    <message>
        <source>Have any text spoken</source>
        <translation>朗读任何文本</translation>
    </message>
    <message>
        <source>Voices</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>All your finished voices</source>
        <translation>所有完成的声音</translation>
    </message>
    <message>
        <source>Bases</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The models voices are made from</source>
        <translation>制作声音用的基础模型</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>What this machine can do</source>
        <translation>这台电脑能做什么</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Look, folders, shortcuts</source>
        <translation>外观、文件夹、快捷键</translation>
    </message>
</context>
<context>
    <name>SpeakPage</name>
    <message>
        <source>Studio</source>
        <translation>工作室</translation>
    </message>
    <message>
        <source>Write something and hear it in a voice of yours.</source>
        <translation>写点什么，用您的声音听一听。</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save what was spoken as WAV, FLAC, MP3, Opus or M4A</source>
        <translation>把朗读内容保存为 WAV、FLAC、MP3、Opus 或 M4A</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>朗读</translation>
    </message>
    <message>
        <source>Speak the text, or only what is selected</source>
        <translation>朗读全文，或只读选中的部分</translation>
    </message>
    <message>
        <source>Type or paste a text here. Numbers, dates and names are read as people do.</source>
        <translation>在此输入或粘贴文本。数字、日期和名字会像人那样读出来。</translation>
    </message>
    <message>
        <source>Text to speak</source>
        <translation>要朗读的文本</translation>
    </message>
    <message>
        <source>The text that will be spoken</source>
        <translation>将要朗读的文本</translation>
    </message>
    <message>
        <source>Open a text…</source>
        <translation>打开文本…</translation>
    </message>
    <message>
        <source>Read a text file into the editor</source>
        <translation>把文本文件读入编辑器</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Who speaks</source>
        <translation>由谁来读</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>语速</translation>
    </message>
    <message>
        <source>1 is the voice&apos;s own speed</source>
        <translation>1 是声音本来的语速</translation>
    </message>
    <message>
        <source>Variation</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>The same number sounds the same again</source>
        <translation>同一个数字，读法相同</translation>
    </message>
    <message>
        <source>Spoken sentences</source>
        <translation>已朗读的句子</translation>
    </message>
    <message>
        <source>Press Enter or double-click to hear one again</source>
        <translation>按回车或双击可再听一遍</translation>
    </message>
    <message>
        <source>How much is spoken</source>
        <translation>已朗读多少</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Hear all of it again</source>
        <translation>全部再听一遍</translation>
    </message>
    <message>
        <source>Spoken</source>
        <translation>已朗读</translation>
    </message>
    <message>
        <source>%1 (stock voice)</source>
        <translation>%1（自带声音）</translation>
    </message>
    <message>
        <source>Open a text</source>
        <translation>打开文本</translation>
    </message>
    <message>
        <source>Text (*.txt *.md)</source>
        <translation>文本 (*.txt *.md)</translation>
    </message>
    <message>
        <source>Save what was spoken</source>
        <translation>保存朗读内容</translation>
    </message>
    <message>
        <source>Sound (*.wav *.flac *.mp3 *.opus *.m4a)</source>
        <translation>音频 (*.wav *.flac *.mp3 *.opus *.m4a)</translation>
    </message>
    <message>
        <source>%1 of 50,000 characters</source>
        <translation>%1 / 50,000 个字符</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Waking the voice…</source>
        <translation>正在唤醒声音…</translation>
    </message>
    <message>
        <source>%1 seconds</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Nothing spoken yet</source>
        <translation>还没有朗读</translation>
    </message>
</context>
<context>
    <name>Speech</name>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
</context>
<context>
    <name>Surprises</name>
    <message>
        <source>What you recorded and trained is on disk. The report is in %1.</source>
        <translation>您录制和训练的内容都在磁盘上。报告位于 %1。</translation>
    </message>
    <message>
        <source>the details below</source>
        <translation>下方详情</translation>
    </message>
    <message>
        <source>Something unexpected happened</source>
        <translation>发生了意外情况</translation>
    </message>
    <message>
        <source>Timbre met a fault of its own and goes on.</source>
        <translation>Timbre 自身出了点错，会继续运行。</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Your computer learns the voice in two stages: how it sounds, how it speaks.</source>
        <translation>电脑分两个阶段学习声音：听起来怎样，说起来怎样。</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Samples of the voice as it grows</source>
        <translation>声音成长过程的样例</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause between two steps; go on whenever you like</source>
        <translation>在两步之间暂停；随时可以继续</translation>
    </message>
    <message>
        <source>Back to the plan</source>
        <translation>返回方案</translation>
    </message>
    <message>
        <source>Choose another quality, or continue a stopped run</source>
        <translation>选择其他质量，或继续停下的训练</translation>
    </message>
    <message>
        <source>Continue the run</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Go on from the last save</source>
        <translation>从上次保存处继续</translation>
    </message>
    <message>
        <source>Hear it grow</source>
        <translation>听它成长</translation>
    </message>
    <message>
        <source>Getting ready to train</source>
        <translation>正在准备训练</translation>
    </message>
    <message>
        <source>Paused. Everything is kept.</source>
        <translation>已暂停，一切都已保存。</translation>
    </message>
    <message>
        <source>Saved at step %1 (likeness %2).</source>
        <translation>已在第 %1 步保存（相似度 %2）。</translation>
    </message>
    <message>
        <source>Step %1 of %2 · %3 left · %4 s of speech each second</source>
        <translation>第 %1 步，共 %2 步 · 还需 %3 · 每秒学习 %4 秒语音</translation>
    </message>
    <message>
        <source>this run</source>
        <translation>本次训练</translation>
    </message>
    <message>
        <source>with other programs</source>
        <translation>加上其他程序</translation>
    </message>
    <message>
        <source>Done. The voice is in your library.</source>
        <translation>完成。声音已加入声音库。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>VoicesPage</name>
    <message>
        <source>Voices</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Every voice you have made or been given.</source>
        <translation>您制作的和收到的所有声音。</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>放回</translation>
    </message>
    <message>
        <source>Put the deleted voice back</source>
        <translation>放回删除的声音</translation>
    </message>
    <message>
        <source>Choose a voice</source>
        <translation>选择声音</translation>
    </message>
    <message>
        <source>Got a voice?</source>
        <translation>有声音文件？</translation>
    </message>
    <message>
        <source>Drop a .voice file here; it is checked before it is used.</source>
        <translation>把 .voice 文件拖到这里；使用前会先检查。</translation>
    </message>
    <message>
        <source>Import a voice…</source>
        <translation>导入声音…</translation>
    </message>
    <message>
        <source>Voices (*.voice)</source>
        <translation>声音 (*.voice)</translation>
    </message>
    <message>
        <source>What there is to hear</source>
        <translation>可以试听的内容</translation>
    </message>
    <message>
        <source>Use in Studio</source>
        <translation>在工作室使用</translation>
    </message>
    <message>
        <source>Have a text spoken in this voice</source>
        <translation>用这个声音朗读文本</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Give it another name</source>
        <translation>换一个名称</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Write it as one .voice file</source>
        <translation>写成一个 .voice 文件</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Move it to the trash folder; you can put it back</source>
        <translation>移到回收文件夹；可以放回</translation>
    </message>
    <message>
        <source>To hear</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>%1 is in your library.</source>
        <translation>%1 已在您的声音库里。</translation>
    </message>
    <message>
        <source>%1 s of speech</source>
        <translation>%1 秒语音</translation>
    </message>
    <message>
        <source>No voice yet</source>
        <translation>还没有声音</translation>
    </message>
    <message>
        <source>Record a minute and train it, or import a .voice file.</source>
        <translation>录一分钟并训练，或导入 .voice 文件。</translation>
    </message>
    <message>
        <source>%1, %2, from %3 s of speech, %4 MB</source>
        <translation>%1，%2，来自 %3 秒语音，%4 MB</translation>
    </message>
    <message>
        <source>Likeness %1, %2 of 100 words lost or changed</source>
        <translation>相似度 %1，每 100 个词丢失或改变 %2 个</translation>
    </message>
    <message>
        <source>%1 confirmed on %2 that this voice may be made.</source>
        <translation>%1 于 %2 确认可以制作这个声音。</translation>
    </message>
    <message>
        <source>No consent is recorded.</source>
        <translation>没有同意记录。</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>A new name for %1</source>
        <translation>%1 的新名称</translation>
    </message>
    <message>
        <source>Export the voice</source>
        <translation>导出声音</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>已导出到 %1。</translation>
    </message>
    <message>
        <source>%1 is in the trash folder.</source>
        <translation>%1 已移到回收文件夹。</translation>
    </message>
</context>
<context>
    <name>Waveform</name>
    <message>
        <source>Waveform</source>
        <translation>波形</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Anna</source>
        <translation>小安</translation>
    </message>
    <message>
        <source>Name of the voice</source>
        <translation>声音的名称</translation>
    </message>
    <message>
        <source>Whose voice will this be?</source>
        <translation>这会是谁的声音？</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Begin a voice of that name</source>
        <translation>以此名称开始制作</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>Read about a minute aloud.</source>
        <translation>朗读大约一分钟。</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>See what was heard; mend it.</source>
        <translation>查看听到的内容并改正。</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Your computer learns the voice.</source>
        <translation>电脑学习这个声音。</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Hear it say anything.</source>
        <translation>让它说任何话。</translation>
    </message>
    <message>
        <source>Whose voice is it?</source>
        <translation>这是谁的声音？</translation>
    </message>
    <message>
        <source>Everything happens on this computer. Nothing is sent anywhere.</source>
        <translation>一切都在这台电脑上完成，不会发送到任何地方。</translation>
    </message>
    <message>
        <source>A minute of speech. A voice that says anything.</source>
        <translation>一分钟录音，换来会说任何话的声音。</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Check this computer again</source>
        <translation>再次检查这台电脑</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Close Timbre</source>
        <translation>关闭 Timbre</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>The training of %1 was interrupted. Go to Train to continue it.</source>
        <translation>%1 的训练被中断了。前往“训练”可以继续。</translation>
    </message>
    <message>
        <source>A job is running</source>
        <translation>有任务正在运行</translation>
    </message>
    <message>
        <source>Stop it and close? What was done so far is kept.</source>
        <translation>停止并关闭吗？已完成的部分会保留。</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>Go on working</source>
        <translation>继续运行</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>%1 %2 is too little to train %3: the lightest way needs about %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (processor)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answered with %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 belongs to another version of the base model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be a seed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be a voice&apos;s name: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be played: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read as sound: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 computes bfloat16 by itself: less memory and time at the same quality.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be started: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not have the files of this base.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not hold the weights of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not say what %2 must be, so it cannot be checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ended the file too early.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has %2 channels; at most %3 can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has %2 of %3 free, and is many times faster than the processor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no stage %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has only %2 free, too little for any way to train there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has tensors of no place: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds a base of the family %2, which Timbre does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds more than %2 files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no settings: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no sound.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a %2, not the %3 of %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a folder, not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is cut off: %2 of the sound its header promises is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is empty (0 bytes).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is here already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a checkpoint: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a dataset: it has no %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a proper safetensors file: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not the published file: its hash is another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not what it should be: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is the same sound as %2; it is used once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lacks %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lacks a recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 needs %2 GB, and only %3 GB are free in %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of sound will take %2 to prepare here, and more than an hour hardly makes a better voice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 offers another %2 than the one that belongs to %3; nothing of it was fetched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on %2: %3, %4, %5; %6 at most and %7.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 quality for %2 s of speech</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sent other bytes for %2 than it should have; they were thrown away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 steps of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 went back to step %2, at half the rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, so nothing has to be given up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 has the shape %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 holds %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 holds values that are not finite.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: step %2 of %3 was best (%4 to %5).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: there are only %2 s of speech.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: there is only silence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: there is sound but nobody speaks in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; %2 of memory is free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; each step learns from %2 x %3, %4 at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; every better way needs more than that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, or train on the processor with --device cpu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, with recomputing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A limit of 0 GB leaves no room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A speed of %1 is not possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add what is missing, or get it all with `timbre base get %1`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An epoch of the published recipe has too few batches here for a single update: nothing is learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An unfinished run for %1 lies in %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another Timbre is getting %1 right now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another job is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As many updates as the published epochs have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for it again from where it came; nothing in the library was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for the file again from where it came.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking for the files of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot write sound as %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it plays in a media player, or convert it to WAV.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the clips and their texts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the clips&apos; texts against their sound, then train again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name and rights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network and the proxy (HTTPS_PROXY), set a mirror (HF_ENDPOINT), or bring the files on a stick: `timbre base import FOLDER`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the recordings for clicks and silence, or train with another --seed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the rights of that folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking that one person speaks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose Look again; every finished sentence is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file with an audio track.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder with the files of GPT-SoVITS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder with the files of that base.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a part of it; or stop when you like, the same command goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another microphone, or Look again, and read the sentence once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name, or delete it first with `timbre voices delete %1`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose auto, off, noisereduce or rnnoise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose between %1 and %2; 1 is the voice&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the best recordings: a minute is enough, ten minutes are plenty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of GPT-SoVITS, or its pretrained_models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose those that sound most like the person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choosing what the voice takes after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs and continue from the last save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs and continue with --resume.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs and run the same command again; `train --resume` continues a run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs or choose a lighter quality; what was saved is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>请关闭其他程序。</translation>
    </message>
    <message>
        <source>Connect one, or save the sound as a file and play it elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue from the last save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue from the last save. If it happens again, send %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue it with --resume, or delete that folder to start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy it again; or open it in a sound editor and save what is left under a new name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy it again; to take it as it is, add --unpublished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy or record it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cutting and transcribing %1 of sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete it to go on without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete that folder and try again (%1 is made anew by itself).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it as mono or stereo first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching %1, %2 GB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finding each sound in the recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fitting a first version of the voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free 2 GB or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space or choose a folder you may write to (TIMBRE_HOME moves all of it).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or move Timbre&apos;s data with TIMBRE_HOME.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or put them elsewhere (-o; TIMBRE_HOME moves everything).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get it with `timbre base get %1`, or take it from an existing GPT-SoVITS folder with `timbre base import FOLDER`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get it with `timbre base get whisper-%1`, or use %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the base again, or import a complete GPT-SoVITS folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the file again from where it came, or choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the file again from where it came.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the whole base with `timbre base get %1`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting to know the clips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give --vram a number above 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a clip of %1 to %2 s of one person&apos;s clear speech.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a clip of some seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a text with words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give back what it was begun with (%1), or delete %2 to start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give one of 3 to 10 s with --reference CLIP, and what is said there with --reference-text TEXT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give this one another name with --base NAME, or remove that one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HF_HUB_OFFLINE forbids the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High tones are missing; the voice will sound a little dull.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I am the person who speaks in these recordings, or that person agreed that I make this voice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import it again from its .voice file, or train it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import the voice again from its source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import the voice again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In %1, %2 holds values that are no finite numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Timbre again to restore it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Timbre again, or run `timbre doctor`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Timbre again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it (Debian and Ubuntu: `sudo apt install libportaudio2`) and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It knows: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs about %1 of %2 usable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It sounds like a telephone: high tones are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It speaks: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It trains exactly as the public system does, its defects included.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning how you sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning how you speak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave --recipe out, or choose v2, v2Pro or v2ProPlus with --base.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave --reference out, or use a voice of v2, v2Pro or v2ProPlus.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out the clips of the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the mirror out (HF_ENDPOINT, --endpoint), or import them from a folder with `timbre base import FOLDER`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the mirror out (HF_ENDPOINT, --endpoint), or wait for a new version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let it speak after a recording: timbre speak %1 TEXT --reference CLIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening to %1 of sound in %2 file(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening to the clips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA of rank %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for it on your screens; if it hangs, end it and start again. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make one with `timbre prepare AUDIO... -o DATASET`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring pitch and energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory ran out, so %1 (%2 less).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than one person seems to speak.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than one person seems to speak; leave out the clips of the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NVIDIA card %1 cannot be used: %2. Restart the computer; if that does not help, install the driver anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a file, %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a folder or files with WAV, FLAC, MP3, M4A, OGG, Opus or video sound.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a sound file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the folder of GPT-SoVITS itself, or its pretrained_models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither half-precision format is fast here, so single precision it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No loudspeaker can be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No microphone was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No usable NVIDIA card was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the clips can teach a voice: they are shorter than their texts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the clips can teach a voice: they are too short or have no text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not even the lightest way fits into %1, so the processor goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was heard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only %1 are free where %2 lies.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only %1 of memory are free.</source>
        <translation>内存只剩 %1。</translation>
    </message>
    <message>
        <source>Please report this text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please report this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plug it in again or choose another; every finished sentence is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plug one in and choose Look again, or import a recording instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plug one in to record, or import a recording instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepare a recording with at least five seconds of speech, or keep more of its clips.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepare the recordings again with `timbre prepare`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it back, or remove it from the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>RNNoise (package pyrnnoise) is not available on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record a few sentences or import a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record or choose at least five seconds of one person speaking; a minute is better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove Timbre itself to free its space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it with `timbre base remove %1`, then get or import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report this; another --quality may work meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it from a copy or make it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run `python3 installer/bootstrap.py --repair` to install the build that fits the card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run `python3 installer/bootstrap.py` again to complete the set-up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run `python3 installer/bootstrap.py` again to install it anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run `timbre doctor`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run `timbre prepare` again with the same recordings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See that no other program holds it and that this one may use it, or choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some noise can be heard in the pauses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected happened: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong that should not: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaking.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it and retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start one: the same command without --resume.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the voice again without --resume.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1 of %2 was left out: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. Everything up to the last save is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. The same command goes on from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. What was done so far is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. `--resume` goes on from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The %1 stage does not become stable, even at an eighth of its rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The NVIDIA driver does not answer (%1), so the processor is used. Install the driver anew and restart the computer to use the card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base %1 %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base %1 brings no voices, so there is no %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base %1 came with Timbre and is not removed alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base %1 has no published recipe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base %1 has no voice of its own: it speaks after a recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base %1 is not as it should be: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base %1 is not here yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base %1 is not whole in %2: %3 is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base %1 is whole: %2 files, as in its manifest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base %1 lacks %2, which training needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base %1 lacks the BERT that Chinese needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base %1 lacks the network that tells voices apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The beginning may be cut off: wait a moment before you speak.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clip %1 cannot be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clip %1 does not fit its text and is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clip %1 fits its text badly and teaches no timing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clip %1 is %2 and is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clip %1 is too short for its text and is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clips have not been prepared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clips need about %1 MB, but only %2 MB are free where %3 lies.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer ran out of memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The configuration in %1 describes no network (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to %1 broke off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dataset %1 is being prepared right now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dataset holds %1 hours of speech; a voice is made from at most %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dataset holds no speech to learn from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The details are in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The end may be cut off: wait a moment after the last word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first word may be cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 holds no sound files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last word may be cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The longest clip lasts %1 s; %2 learns from clips of at most %3 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mains hum; it is filtered out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The memory ran out, and there is no lighter way to train left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The microphone %1 cannot be opened: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The microphone %1 has fallen silent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The microphone %1 has gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The microphone gave no sound, so nothing was recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The package %1 is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The packaged speech recogniser is not the one expected (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plan cannot be read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The processor has %1 cores; more threads would wait for each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The processor was asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The published recipe leaves out every clip: they are too long, or read too fast or slow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recogniser hears other words in %1 of the text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recogniser is unsure of the text (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reference %1 is silent, or nearly so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reference %1 lasts %2 s, which is too %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The room echoes; carpets, curtains and a near mic help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run for %1 was begun %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sound is clipped: the microphone was too loud.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sound is clipped; a lower microphone level is better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sound library PortAudio is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sound system does not answer: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The speech recogniser (package %1) is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The speech recogniser in %1 cannot be loaded: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stage %1 would train what its plan does not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The starter base cannot speak %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The starter base is damaged: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The starter base is damaged: the weights of %1 are missing, unknown or of another shape.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The starter has no stage %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The starter has no stock voice called %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The state before it is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system ended the work, most often because memory ran out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text holds nothing that can be read aloud.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text holds nothing that can be read in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is long for the sound (%1 letters a second).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is short for the sound (%1 letters a second).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text of the clip %1 cannot be read; it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tuned voice scores below the one before tuning, which is kept instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice %1 is being trained right now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice %1 is damaged: %2 cannot be used (%3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice %1 was made on another %2 than the one here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice detector (package silero-vad) is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice file was not imported: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice is not understood: %1 of the words were lost or changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice is too quiet: move closer or turn the microphone up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice was recorded very quietly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of the voice %1 are not those it was saved with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The work crashed (%1); the window and your recordings are safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The work needed more memory than this computer has free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The work was ended from outside (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are %1 reference clips; at most %2 are taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a base called %1 already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is already a voice called %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is much background noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is much noise; a quieter room will give a better voice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no %1 here. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no %1: torch sees %2 NVIDIA cards here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no base called %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no base in %1: none of %2 with its GPT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no denoiser %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no device %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no interrupted run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no speech recogniser %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no unfinished run for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no usable NVIDIA card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no voice called %1.</source>
        <translation>没有名为 %1 的声音。</translation>
    </message>
    <message>
        <source>There is nothing to check yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This card is fast in half precision; a scaler keeps small gradients from vanishing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no voice of the starter: %1 is not as it should be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no voice of this base: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This may be another person&apos;s voice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sound is too short to tell a voice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sound is too short.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This voice does not speak %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timbre is open already, and that window does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train it again, or import it from a copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train without --recipe published.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again later: what has arrived is kept, and the same command continues it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again, without the mirror (HF_ENDPOINT, --endpoint) or on another network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If it happens again, send %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying the voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying the voice before it learns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unset it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update the NVIDIA driver and restart, or go on with `--device cpu`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use --device auto or cpu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use `--denoise noisereduce`, or install it with `pip install pyrnnoise`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use `--device auto`, or `--device cpu` to work without a card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a name that ends in .wav, .flac, .mp3, .opus, .ogg or .m4a.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a whole number from 0 upwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another endpoint (HF_ENDPOINT, --endpoint).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use auto, cpu or cuda:0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use auto, cpu or cuda:N.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use letters, digits, spaces or emoji, at most %1 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voices and recordings are untouched. (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voices of the starter speak in their own manner and follow no reference clip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for it to end, or stop it on its page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for that run, stop it, or choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for that to end, stop it, or prepare into another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until it is done, or stop it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without it {name} does not read Chinese.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without it {name} speaks, but cannot be trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write at least one word of that language, or choose another with --language.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write at least one word, or choose its language with --language.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your settings could not be read and were set back; the old ones are in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zero-shot: a voice fitted without training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`timbre base verify %1` tells whether this one is whole; or train the voice again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`timbre voices list` shows all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cpu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less of the %1 stage learns now: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>partial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prosody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>published</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the %1 stage computes some of its steps twice instead of keeping them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the %1 stage learns from crops of %2 s now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the %1 stage takes %2 clips at once instead of %3, and %4 times as often for each step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the parts that carry the voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>timbre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>torch %1 (CUDA %2) sees %3 of the cards %4 under driver %5: %6.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
